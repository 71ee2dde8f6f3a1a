using Engram.Experiments;
using Spectre.Console;

namespace Engram.Cli.Rendering;

/// <summary>Runs side by side: accuracy and sparseness of each.</summary>
internal static class ComparisonView
{
    public static void Show(Shell shell, IReadOnlyList<FinishedRun> runs)
    {
        int layers = runs.Max(run => run.Record.Layers.Count);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn(new Text("\nRun")) { NoWrap = true });
        foreach (string header in (string[])["Test\naccuracy", .. Enumerable.Range(1, layers).Select(layer => $"Sparseness\nlayer {layer}"), "\nSeconds"])
        {
            table.AddColumn(new TableColumn(new Text(header)) { Alignment = Justify.Right, NoWrap = true });
        }

        foreach (FinishedRun run in runs)
        {
            table.AddRow(
            [
                Path.GetFileName(run.Folder),
                RunText.Fixed(run.Record.TestAccuracy, 4),
                .. run.Record.Layers.Select(layer => RunText.Fixed(layer.HoyerSparseness, 3)),
                RunText.Count(run.Record.TotalSeconds),
            ]);
        }

        shell.Console.Write(table);
    }
}
