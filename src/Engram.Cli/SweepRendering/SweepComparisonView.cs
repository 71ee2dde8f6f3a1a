using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Results;

namespace Engram.Cli.SweepRendering;

/// <summary>Shows two sweeps beside each other.</summary>
internal static class SweepComparisonView
{
    public static void Show(Shell shell, SweepComparison comparison)
    {
        shell.WriteText($"First {comparison.First}, second {comparison.Second}; settings that both have: {comparison.Matches.Count}");
        if (comparison.Matches.Count > 0)
        {
            Table(comparison).Show(shell);
            shell.WriteText("p: share of ways to deal the same runs out to two groups of these sizes that\nset the means as far apart. The least possible p stands below the settings.");
        }

        Only(shell, "first", comparison.OnlyFirst);
        Only(shell, "second", comparison.OnlySecond);
    }

    private static FittingTable Table(SweepComparison comparison)
    {
        FittingTable table = new FittingTable().AddText("Settings").AddNumbers("Runs").AddNames("Measure").AddNumbers("First", "Second", "Difference", "p");
        foreach (ComparedSettings settings in comparison.Matches)
        {
            foreach ((int index, ComparedMeasure measure) in settings.Compared.Index())
            {
                int decimals = measure.Layer is null ? 4 : 3;
                table.AddRow(
                    Head(settings, measure, index),
                    index == 0 ? $"{settings.FirstRuns}/{settings.SecondRuns}" : "",
                    measure.Layer is { } layer ? $"sparseness {layer}" : "test accuracy",
                    RunText.Fixed(measure.First, decimals),
                    RunText.Fixed(measure.Second, decimals),
                    (measure.Difference > 0 ? "+" : "") + RunText.Fixed(measure.Difference, decimals),
                    RunText.Fixed(measure.PValue, 3));
            }
        }

        return table;
    }

    // What p can be depends on the number of runs, which all measures of a setting share.
    private static string Head(ComparedSettings settings, ComparedMeasure measure, int index) => (index, measure.SmallestPValue) switch
    {
        (0, _) => settings.Settings,
        (1, { } least) => $"  p is {RunText.Fixed(least, 3)} at least",
        _ => "",
    };

    private static void Only(Shell shell, string which, IReadOnlyList<string> runs)
    {
        if (runs.Count > 0)
        {
            shell.WriteText($"Only in the {which}: {string.Join(", ", runs)}");
        }
    }
}
