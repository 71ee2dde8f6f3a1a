using Engram.Experiments;
using Spectre.Console;

namespace Engram.Cli.Rendering;

/// <summary>Shows two sweeps beside each other.</summary>
internal static class SweepComparisonView
{
    public static void Show(Shell shell, SweepComparison comparison)
    {
        shell.WriteLine($"First {comparison.First}, second {comparison.Second}; settings that both have: {comparison.Matches.Count}");
        if (comparison.Matches.Count > 0)
        {
            shell.Console.Write(Table(comparison));
            shell.WriteLine("p: share of ways to deal the same runs out to two groups of these sizes that");
            shell.WriteLine("set the means as far apart; with few runs it cannot be small.");
        }

        Only(shell, "first", comparison.OnlyFirst);
        Only(shell, "second", comparison.OnlySecond);
    }

    private static Table Table(SweepComparison comparison)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Settings"));
        foreach (string header in (string[])["Runs", "Measure", "First", "Second", "Difference", "p"])
        {
            table.AddColumn(new TableColumn(header) { NoWrap = true, Padding = new Padding(1, 0, 0, 0), Alignment = header == "Measure" ? Justify.Left : Justify.Right });
        }

        foreach (ComparedSettings settings in comparison.Matches)
        {
            foreach ((int index, ComparedMeasure measure) in settings.Compared.Index())
            {
                int decimals = measure.Layer is null ? 4 : 3;
                table.AddRow(
                    new Text(index == 0 ? settings.Settings : ""),
                    new Text(index == 0 ? $"{settings.FirstRuns}/{settings.SecondRuns}" : ""),
                    new Text(measure.Layer is { } layer ? $"sparseness {layer}" : "test accuracy"),
                    new Text(RunText.Fixed(measure.First, decimals)),
                    new Text(RunText.Fixed(measure.Second, decimals)),
                    new Text((measure.Difference > 0 ? "+" : "") + RunText.Fixed(measure.Difference, decimals)),
                    new Text(RunText.Fixed(measure.PValue, 3)));
            }
        }

        return table;
    }

    private static void Only(Shell shell, string which, IReadOnlyList<string> runs)
    {
        if (runs.Count > 0)
        {
            shell.WriteLine($"Only in the {which}: {string.Join(", ", runs)}");
        }
    }
}
