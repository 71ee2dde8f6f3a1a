using System.CommandLine;
using System.CommandLine.Help;
using Engram.Cli.Commands;
using Engram.Cli.Parsing;
using Engram.Cli.Terminal;

namespace Engram.Cli;

/// <summary>The whole command: what it is called and which commands it has.</summary>
internal static class EngramCommand
{
    public const string Name = "engram";

    public static RootCommand Create(Shell shell)
    {
        var root = new RootCommand("Forward-Forward networks on an ordinary CPU, and the sparse ensembles that emerge in them.")
        {
            HelpName = Name,
        };
        root.Options.Clear();
        root.Add(new HelpOption("--help", ["-h"])
        {
            Description = "Show this help.",
            Recursive = true,
            Action = new HelpText(shell),
        });
        root.Add(new VersionOption { Description = "Show the version.", Action = new VersionAction(shell) });
        root.Add(ReproduceCommand.Create(shell));
        root.Add(TrainCommand.Create(shell));
        root.Add(EvaluateCommand.Create(shell));
        root.Add(PredictCommand.Create(shell));
        root.Add(AnalyzeCommand.Create(shell));
        root.Add(ReadOutCommand.Create(shell));
        root.Add(LesionCommand.Create(shell));
        root.Add(ReportCommand.Create(shell));
        root.Add(ExploreCommand.Create(shell));
        root.Add(ExportCommand.Create(shell));
        root.Add(UnseenCommand.Create(shell));
        root.Add(SweepCommand.Create(shell));
        root.Add(ResultsCommand.Create(shell));
        root.Add(CompareCommand.Create(shell));
        root.Add(SpecCommand.Create(shell));
        root.Add(DataCommand.Create(shell));
        root.Add(InfoCommand.Create(shell));
        root.Add(CompletionCommand.Create(shell));
        root.SetAction(new HelpText(shell).Invoke);
        return root;
    }
}
