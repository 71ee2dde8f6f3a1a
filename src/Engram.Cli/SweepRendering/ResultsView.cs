using Engram.Analysis.Statistics;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Results;
using Engram.Experiments.SweepFiles;

namespace Engram.Cli.SweepRendering;

/// <summary>Shows the means of a sweep's runs and its best settings.</summary>
internal static class ResultsView
{
    public static void Show(Shell shell, ResultSummary summary, SweepFolder folder, IReadOnlyList<string> figures)
    {
        shell.WriteText($"{string.Join(", ", summary.Statuses.Where(status => status.Value > 0).Select(status => $"{status.Value} {status.Key}"))} in {summary.Sweep}");
        if (summary.Groups.Count > 0)
        {
            shell.WriteText($"Means of the finished runs: test accuracy, and Hoyer sparseness by layer;\nbelow a mean of several runs {Below(summary.Groups)}");
            Table(summary.Groups).Show(shell);
            shell.WriteText(summary.IsChosenByValidation
                ? "Best settings of each model, chosen on the validation images."
                : "Best settings of each model. They are chosen on the test images, as the\npaper's are, so that their accuracy is not what new images would show.");
            Table(summary.Best).Show(shell);
        }

        shell.WriteLine($"All values: {folder.ResultsCsvPath}, {Path.GetFileName(folder.ResultsParquetPath)}");
        foreach (string figure in figures)
        {
            shell.WriteLine($"Figure: {figure}");
        }
    }

    private static string Below(IReadOnlyList<ResultGroup> groups)
    {
        int[] counts = [.. groups.Select(group => group.Runs.Count).Where(count => count > 1)];
        return counts.All(count => count < RunStatistics.LeastRunsOfInterval) ? "the least and the largest"
            : counts.All(count => count >= RunStatistics.LeastRunsOfInterval) ? "its 95 % interval"
            : $"its 95 % interval, or of fewer than {RunStatistics.LeastRunsOfInterval} the least and the largest";
    }

    private static FittingTable Table(IReadOnlyList<ResultGroup> groups)
    {
        int layers = groups.Max(group => group.HoyerSparseness.Count);
        bool isValidated = groups.Any(group => group.ValidationAccuracy is not null);
        FittingTable table = new FittingTable()
            .AddText("Settings")
            .AddNumbers(["Runs", "Accuracy", .. isValidated ? (string[])["Validation"] : [], .. Enumerable.Range(1, layers).Select(layer => $"Layer {layer}")]);
        foreach (ResultGroup group in groups)
        {
            table.AddRow(
            [
                group.Label,
                $"{group.Runs.Count}",
                Mean(group.TestAccuracy, 4),
                .. isValidated ? (string[])[Mean(group.ValidationAccuracy, 4)] : [],
                .. Enumerable.Range(0, layers).Select(layer => Mean(group.HoyerSparseness.ElementAtOrDefault(layer), 3)),
            ]);
        }

        return table;
    }

    /// <summary>The interval stands under its mean, so that the table stays narrow.</summary>
    private static string Mean(RunStatistics? statistics, int decimals) => statistics switch
    {
        null => "-",
        { Lower: { } lower, Upper: { } upper } => $"{RunText.Fixed(statistics.Mean, decimals)}\n{RunText.Fixed(lower, decimals)}-{RunText.Fixed(upper, decimals)}",
        _ => RunText.Fixed(statistics.Mean, decimals),
    };
}
