using Engram.Cli;
using Engram.Cli.Terminal;

return CommandLine.Run(args, Shell.OfProcess());
