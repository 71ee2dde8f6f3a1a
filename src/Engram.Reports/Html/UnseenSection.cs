using Engram.Analysis.Unseen;
using Engram.Experiments.Analyses;
using Engram.Families;
using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.Html;

/// <summary>The numbers of the runs with a class left out.</summary>
internal static class UnseenSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        if (data.LeftOut.Count == 0)
        {
            return;
        }

        using (html.Open("details"))
        {
            html.Element("summary", "Numbers of every run with a class left out");
            HtmlTable.Write(
                html,
                data.LeftOut.Any(group => ModelTable.Find(group.Model).Traits.LabelsInInput)
                    ? "Unseen classes, shown with their own, never trained label; to a model without labels, as they are"
                    : "Unseen classes",
                ["Left out", "Model", "Layer", "accuracy on the others", "sparseness", "of trained classes", data.Say("ensemble, units"), "of trained classes", data.Say("units of its own"), "cosine within", "to trained classes", "nearest ensemble"],
                data.LeftOut.SelectMany(group => group.Runs.SelectMany(run => Rows(data, group, run))));
        }
    }

    private static IEnumerable<HtmlCell[]> Rows(ReportData data, RunGroup group, FinishedRun run)
    {
        UnseenCategory unseen = run.Analysis.UnseenCategory!;
        UnseenCondition? shown = unseen.Conditions.FirstOrDefault(condition => condition.Name == "own") ?? (unseen.Conditions.Count > 0 ? unseen.Conditions[0] : null);
        return (shown?.Layers ?? []).Select((layer, index) => new[]
        {
            HtmlCell.Of(data.ClassNames[unseen.Class]),
            HtmlCell.Of(group.Label),
            HtmlCell.Number($"{index + 1}"),
            HtmlCell.Number(Numbers.Accuracy(unseen.SeenAccuracy ?? double.NaN)),
            Share(layer.Sparseness.Hoyer),
            Share(layer.SeenSparseness.Hoyer),
            HtmlCell.Number($"{layer.EnsembleSize}"),
            HtmlCell.Number(Numbers.Text(layer.SeenEnsembleSize, "0.0")),
            Share(layer.OwnShare),
            Share(layer.CosineWithin),
            Share(layer.CosineBetween),
            Share(layer.NearestEnsembleAccuracy),
        });
    }

    private static HtmlCell Share(double? value) => HtmlCell.Number(Numbers.Share(value ?? double.NaN));
}
