using Engram.Analysis.Lesions;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;

namespace Engram.Reports.Html;

/// <summary>The numbers that go with the figures of lesions: means over classes.</summary>
internal static class LesionSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        HtmlTable.Write(
            html,
            data.Say("Loss of accuracy with the ensemble of a class, and with random sets of like units (means over classes)"),
            ["Model", "Layer", "own class", "other classes", "own, random sets", "others, random sets", "specificity", "of random sets", "largest p", "activity of random sets", "accuracy with ensembles alone"],
            Rows(data));
        html.Element(
            "p",
            data.Say("Specificity is the loss of the ensemble's own class less that of the others; p is the share of random sets that reach it, the ensembles counted in, and the largest of the runs. ") +
            data.Say("The activity of random sets is a share of the ensemble's: below 1 no equally active units were left. The last column has the accuracy where all units are silent that belong to no ensemble.") +
            (data.Runs.Any(run => run.Lesions?.Lesions.Replacement == "mean") ? " Of some runs, units gave their mean activation instead of nothing." : ""),
            ("class", "note"));
    }

    private static IEnumerable<HtmlCell[]> Rows(ReportData data) =>
        from @group in LesionGroups.Of(data)
        from layer in Enumerable.Range(0, LesionGroups.LayerCount(@group))
        select (HtmlCell[])
        [
            HtmlCell.Of(@group.Label),
            HtmlCell.Number($"{layer + 1}"),
            Cell(@group, layer, one => one.Mean?.Own),
            Cell(@group, layer, one => one.Mean?.Others),
            Cell(@group, layer, one => one.Mean?.RandomOwn.Mean),
            Cell(@group, layer, one => one.Mean?.RandomOthers.Mean),
            Cell(@group, layer, one => one.Mean?.Specificity),
            Cell(@group, layer, one => one.Mean?.RandomSpecificity.Mean),
            HtmlCell.Number(Numbers.Share(@group.Runs.Select(run => run.Lesions?.Lesions.Layers.ElementAtOrDefault(layer)?.Mean?.SpecificityPValue).Max() ?? double.NaN)),
            HtmlCell.Number(ReportWords.Mean(LesionGroups.Over(@group, layer, one => one.Mean?.ActivityRatio), value => Numbers.Text(value, "0.00"))),
            HtmlCell.Number(ReportWords.Mean(LesionGroups.Over(@group, layer, one => one.UnionAccuracy), Numbers.Accuracy)),
        ];

    private static HtmlCell Cell(RunGroup group, int layer, Func<LayerLesions, double?> measure) =>
        HtmlCell.Number(ReportWords.Mean(LesionGroups.Over(group, layer, measure), Numbers.Share));
}
