using Engram.Cli.Terminal;
using Engram.Experiments.Analyses;

namespace Engram.Cli.Rendering;

/// <summary>Runs side by side: accuracy and sparseness of each.</summary>
internal static class ComparisonView
{
    public static void Show(Shell shell, IReadOnlyList<FinishedRun> runs)
    {
        int layers = runs.Max(run => run.Record.Layers.Count);
        FittingTable table = new FittingTable()
            .AddNames("Run")
            .AddNumbers(["Test\naccuracy", .. Enumerable.Range(1, layers).Select(layer => $"Sparseness\nlayer {layer}"), "Seconds"]);
        foreach (FinishedRun run in runs)
        {
            table.AddRow(
            [
                Path.GetFileName(run.Folder),
                RunText.Fixed(run.Record.TestAccuracy, 4),
                .. Enumerable.Range(0, layers).Select(layer => RunText.Fixed(run.Record.Layers.ElementAtOrDefault(layer)?.HoyerSparseness, 3)),
                RunText.Count(run.Record.TotalSeconds),
            ]);
        }

        table.Show(shell);
    }
}
