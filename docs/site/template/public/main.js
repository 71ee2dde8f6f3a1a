// Blocks of commands and of what they print name no language: guessing one would color words at random.
export default {
  configureHljs: hljs => hljs.configure({ languages: [] }),
}
