using Engram.Cli;

return CommandLine.Run(args, Shell.OfProcess());
