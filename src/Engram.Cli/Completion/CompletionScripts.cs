using Engram.Experiments.Files;

namespace Engram.Cli.Completion;

/// <summary>
/// Scripts that hand the line being typed to the program's own parser, which knows every command, option and value;
/// so they never need to change. They complete a command called <c>engram</c>.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # Tab completion for engram. Put this into ~/.bashrc:
        #   eval "$(engram completion bash)"
        _engram_complete() {
            local IFS=$'\n'
            local line="${COMP_LINE:0:COMP_POINT}"
            line="${line#* }"
            COMPREPLY=($(compgen -W "$(engram "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _engram_complete engram

        """;

    private const string Zsh = """
        # Tab completion for engram. Put this into ~/.zshrc, after compinit:
        #   eval "$(engram completion zsh)"
        _engram_complete() {
            local line="${BUFFER[1,CURSOR]#* }"
            local -a words_found
            words_found=("${(@f)$(engram "[suggest:${#line}]" "$line" 2>/dev/null)}")
            if (( ${#words_found} )) && [[ -n "${words_found[1]}" ]]; then
                compadd -- "${words_found[@]}"
            else
                _files
            fi
        }
        compdef _engram_complete engram

        """;

    private const string PowerShell = """
        # Tab completion for engram. Put this into $PROFILE:
        #   engram completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName engram -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $line = $commandAst.ToString().PadRight($cursorPosition).Substring(0, $cursorPosition) -replace '^\S+ ', ''
            engram "[suggest:$($line.Length)]" "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["pwsh"] = PowerShell,
    };

    public static IReadOnlyList<string> Shells { get; } = [.. Scripts.Keys];

    /// <exception cref="EngramException">There is no script for that shell.</exception>
    public static string Find(string shell) => Scripts.TryGetValue(shell, out string? script)
        ? script
        : throw new EngramException($"There is no completion script for \"{shell}\"; {NearestName.Hint(shell, Shells)}.");
}
