using Engram.Analysis;
using Engram.Analysis.Statistics;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;

namespace Engram.Reports.Html;

/// <summary>What was found, in sentences that are made of the numbers: how few units answer, whose ensembles they are, and how much of these is the label.</summary>
internal static class Findings
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        string[] found = [.. data.Groups.SelectMany(Of)];
        if (found.Length == 0)
        {
            return;
        }

        using (html.Open("ul", ("class", "findings")))
        {
            foreach (string sentences in found)
            {
                html.Element("li", sentences);
            }
        }
    }

    private static IEnumerable<string> Of(RunGroup group)
    {
        int last = group.Layers.Count - 1;
        string[] layers = [.. new[] { 0, last }.Distinct().Select(layer => Layer(group, layer)).OfType<string>()];
        if (layers.Length > 0)
        {
            yield return UnitNames.In($"{group.Label}: {string.Join(' ', layers)}", group.Model);
        }

        if (Label(group) is { } ofLabel)
        {
            yield return $"{group.Label}: {ofLabel}";
        }
    }

    private static string? Layer(RunGroup group, int layer)
    {
        RunStatistics? active = group.OverLayer(layer, shown => shown.Sparseness.ActiveFraction);
        RunStatistics? size = group.OverLayer(layer, shown => Ensembles(shown) is { Length: > 0 } all ? all.Average(units => units.Count) : null);
        RunStatistics? sharing = group.OverLayer(layer, shown => Pairs(shown) is { Count: > 0 } pairs ? pairs.Count(overlap => overlap > 0) : null);
        if (active is null || size is null || sharing is null)
        {
            return null;
        }

        int classes = Ensembles(group.Layers[layer]).Length;
        return $"{(layer == 0 ? "in" : "In")} layer {layer + 1} an image activates a share of {ReportWords.Found(active, Numbers.Share)} of the {group.Layers[layer].UnitCount} units. "
            + $"The ensemble of a class has {ReportWords.Found(size, Whole)} units, and {ReportWords.Found(sharing, Whole)} of {classes * (classes - 1) / 2} pairs of classes share some.";
    }

    private static string? Label(RunGroup group)
    {
        RunStatistics? without = Overlap(group, "none", condition => condition.OverlapByImage);
        RunStatistics? alone = Overlap(group, "label-only", condition => condition.OverlapByLabel);
        return without is null || alone is null
            ? null
            : $"without their label, images call up ensembles that overlap with these by {ReportWords.Found(without, Numbers.Share)} in layer 1. Labels without an image: {ReportWords.Found(alone, Numbers.Share)}.";
    }

    private static RunStatistics? Overlap(RunGroup group, string condition, Func<Analysis.Labels.LabelConditionLayer, double?> measure) => group.Over(run =>
        run.Analysis.LabelControl?.Conditions.FirstOrDefault(one => one.Name == condition)?.Layers is [var layer, ..] ? measure(layer) : null);

    private static IReadOnlyList<int>[] Ensembles(LayerRepresentation layer) => [.. RuleLabels.Find(layer, RuleLabels.MeanRatio)];

    /// <summary>How many units each two classes share; none where there are more classes than tables of pairs have.</summary>
    private static List<int> Pairs(LayerRepresentation layer) =>
        [.. (RuleLabels.Set(layer, RuleLabels.MeanRatio)?.Shared.Counts ?? []).SelectMany((counts, first) => counts.Skip(first + 1))];

    private static string Whole(double value) => Numbers.Text(value, "0");
}
