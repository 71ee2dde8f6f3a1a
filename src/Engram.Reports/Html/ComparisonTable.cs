using System.Globalization;
using Engram.Analysis.Statistics;
using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.Html;

/// <summary>Whether models differ by more than their seeds do, for every two of them that have several runs.</summary>
internal static class ComparisonTable
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        RunGroup[] repeated = [.. data.Groups.Where(group => group.Runs.Count > 1)];
        if (repeated.Length < 2)
        {
            return;
        }

        HtmlTable.Write(
            html,
            "Models compared over runs",
            ["Measure", "Models", "Difference of means", "p", "Least p", "Regroupings"],
            from measure in Measures(data.LayerCount)
            from first in repeated.Index()
            from second in repeated.Skip(first.Index + 1)
            let row = Row(measure.Name, measure.Of, first.Item, second)
            where row is not null
            select row);
        html.Element("p", "A two-sided permutation test asks how many ways to deal the same runs out to two groups of these sizes set their means as far apart as they are; p is that share. With few runs it cannot be small: least p is what groups of these sizes give however far apart they are.", ("class", "note"));
    }

    private static IEnumerable<(string Name, Func<FinishedRun, double?> Of)> Measures(int layerCount)
    {
        yield return ("accuracy", run => run.Analysis.Accuracy);
        for (int layer = 0; layer < layerCount; layer++)
        {
            int index = layer;
            yield return ($"sparseness, layer {layer + 1}", run => run.Analysis.Correct.Layers.ElementAtOrDefault(index)?.Sparseness.Hoyer);
        }
    }

    private static HtmlCell[]? Row(string name, Func<FinishedRun, double?> measure, RunGroup first, RunGroup second)
    {
        double[] values = Values(first, measure);
        double[] others = Values(second, measure);
        if (values.Length < 2 || others.Length < 2)
        {
            return null;
        }

        var test = PermutationTest.Compare(values, others);
        return [
            HtmlCell.Of(name),
            HtmlCell.Of($"{first.Label} – {second.Label}"),
            HtmlCell.Number(MarkText.Difference(test.Difference, "0000")),
            HtmlCell.Number(Numbers.Share(test.PValue)),
            HtmlCell.Number(Numbers.Share(test.SmallestPValue)),
            HtmlCell.Number(string.Create(CultureInfo.InvariantCulture, $"{(test.IsExact ? "all " : "")}{test.Regroupings:N0}{(test.IsExact ? "" : " at random")}"))];
    }

    private static double[] Values(RunGroup group, Func<FinishedRun, double?> measure) =>
        [.. group.Runs.Select(measure).OfType<double>().Where(double.IsFinite)];
}
