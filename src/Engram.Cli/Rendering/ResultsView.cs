using Engram.Analysis;
using Engram.Experiments;
using Spectre.Console;

namespace Engram.Cli.Rendering;

/// <summary>Shows the means of a sweep's runs and its best settings.</summary>
internal static class ResultsView
{
    public static void Show(Shell shell, ResultSummary summary, SweepFolder folder, IReadOnlyList<string> figures)
    {
        shell.WriteLine($"{string.Join(", ", summary.Statuses.Where(status => status.Value > 0).Select(status => $"{status.Value} {status.Key}"))} in {summary.Sweep}");
        if (summary.Groups.Count > 0)
        {
            shell.WriteLine("Means of the finished runs: test accuracy, and Hoyer sparseness by layer; below");
            shell.WriteLine("a mean of several runs its 95 % interval");
            shell.Console.Write(Table(summary.Groups));
            shell.WriteLine("Best settings of each model. They are chosen on the test images, as the");
            shell.WriteLine("paper's are, so that their accuracy is not what new images would show.");
            shell.Console.Write(Table(summary.Best));
        }

        shell.WriteLine($"All values: {folder.ResultsCsvPath}, {Path.GetFileName(folder.ResultsParquetPath)}");
        foreach (string figure in figures)
        {
            shell.WriteLine($"Figure: {figure}");
        }
    }

    private static Table Table(IReadOnlyList<ResultGroup> groups)
    {
        int layers = groups.Max(group => group.HoyerSparseness.Count);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn(new Text("Settings")) { Padding = new Padding(0, 0) });
        foreach (string header in (string[])["Runs", "Accuracy", .. Enumerable.Range(1, layers).Select(layer => $"Layer {layer}")])
        {
            table.AddColumn(new TableColumn(new Text(header)) { NoWrap = true, Padding = new Padding(1, 0, 0, 0), Alignment = Justify.Right });
        }

        foreach (ResultGroup group in groups)
        {
            table.AddRow(
            [
                new Text(group.Label),
                new Text($"{group.Runs.Count}"),
                Mean(group.TestAccuracy, 4),
                .. Enumerable.Range(0, layers).Select(layer => Mean(group.HoyerSparseness.ElementAtOrDefault(layer), 3)),
            ]);
        }

        return table;
    }

    /// <summary>The interval stands under its mean, so that the table stays narrow.</summary>
    private static Text Mean(RunStatistics? statistics, int decimals) => new(statistics switch
    {
        null => "-",
        { Lower: { } lower, Upper: { } upper } => $"{RunText.Fixed(statistics.Mean, decimals)}\n{RunText.Fixed(lower, decimals)}-{RunText.Fixed(upper, decimals)}",
        _ => RunText.Fixed(statistics.Mean, decimals),
    });
}
