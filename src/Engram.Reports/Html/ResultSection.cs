using Engram.Analysis;
using Engram.Reports.Drawing;
using Engram.Reports.Reference;

namespace Engram.Reports.Html;

/// <summary>The result in one paragraph and one table, each number beside the reference's.</summary>
internal static class ResultSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        html.Element("p", Summary(data), ("class", "lead"));
        HtmlTable.Write(
            html,
            "Accuracy and sparseness beside the reference",
            ["Model", "Measure", "This report", "95 % interval", "Reference, best listed", "Reference, range", "Mark"],
            data.Groups.SelectMany(group => Rows(data, group)));
        html.Element("p", "Accuracy is the share of all test images classified rightly; it is marked by the range of the reference's settings, and above is welcome. Sparseness is Hoyer's over correctly classified test images, with the true label overlaid where a model has labels in its input; the reference lists one number per layer, so a layer within .05 of it is marked near and another one by its difference only, without a verdict. Numbers after ± are standard deviations over runs.", ("class", "note"));
        HtmlTable.Write(
            html,
            "Settings beside the paper's",
            ["Model", "Runs", "This report", "The paper's run"],
            data.Groups.Select(group => Setting(data, group)));
    }

    private static string Summary(ReportData data)
    {
        string accuracies = string.Join("; ", data.Groups.Select(group =>
            $"{group.Label} classifies {ReportWords.Mean(Accuracy(group), Numbers.Accuracy)} of the {ReportWords.DataName(data.DataName)} test images rightly, with a Hoyer sparseness of {ReportWords.Mean(Hoyer(group, 0), Numbers.Share)} in its first layer"));
        return $"{accuracies}. {Verdict(data)}";
    }

    private static string Verdict(ReportData data)
    {
        ReferenceMark[] marks = [.. data.Groups.Select(group => ReferenceComparison.Accuracy(Accuracy(group)?.Mean, ReferenceNumbers.Find(data.DataName, group.Model))).Where(mark => mark is ReferenceMark.Inside or ReferenceMark.Above or ReferenceMark.Below)];
        int below = marks.Count(mark => mark == ReferenceMark.Below), above = marks.Count(mark => mark == ReferenceMark.Above);
        return marks.Length == 0
            ? "The reference lists no range of accuracies to compare with."
            : $"Of {ReportWords.Counted(marks.Length, "accuracy").Replace("accuracys", "accuracies", StringComparison.Ordinal)} with a reference range, {marks.Length - below - above} inside, {above} above and {below} below it.";
    }

    private static IEnumerable<IReadOnlyList<HtmlCell>> Rows(ReportData data, RunGroup group)
    {
        ReferenceResult? reference = ReferenceNumbers.Find(data.DataName, group.Model);
        yield return AccuracyRow(group, reference);
        for (int layer = 0; layer < group.Layers.Count; layer++)
        {
            yield return SparsenessRow(group, reference, layer);
        }
    }

    private static HtmlCell[] AccuracyRow(RunGroup group, ReferenceResult? reference)
    {
        RunStatistics? value = Accuracy(group);
        return [
            HtmlCell.Of(group.Label),
            HtmlCell.Of("test accuracy"),
            HtmlCell.Number(ReportWords.Mean(value, Numbers.Accuracy)),
            HtmlCell.Number(ReportWords.Interval(value, Numbers.Accuracy)),
            HtmlCell.Number(reference is null ? "–" : Numbers.Accuracy(reference.Accuracy)),
            HtmlCell.Number(reference?.Range is { } range ? $"{Numbers.Accuracy(range.Low)} – {Numbers.Accuracy(range.High)}" : "–"),
            MarkText.Cell(ReferenceComparison.Accuracy(value?.Mean, reference), value?.Mean - reference?.Accuracy)];
    }

    private static HtmlCell[] SparsenessRow(RunGroup group, ReferenceResult? reference, int layer)
    {
        RunStatistics? value = Hoyer(group, layer);
        double? listed = reference is not null && layer < reference.Sparseness.Count ? reference.Sparseness[layer] : null;
        return [
            HtmlCell.Of(group.Label),
            HtmlCell.Of($"sparseness, layer {layer + 1}"),
            HtmlCell.Number(ReportWords.Mean(value, Numbers.Share)),
            HtmlCell.Number(ReportWords.Interval(value, Numbers.Share)),
            HtmlCell.Number(listed is { } number ? Numbers.Share(number) : "–"),
            HtmlCell.Number("–"),
            MarkText.Cell(ReferenceComparison.Sparseness(value?.Mean, reference, layer), value?.Mean - listed)];
    }

    private static HtmlCell[] Setting(ReportData data, RunGroup group) => [
        HtmlCell.Of(group.Label),
        HtmlCell.Number($"{group.Runs.Count}"),
        HtmlCell.Of(ReportWords.Setting(group.Shown.Spec.Training) + (group.Difference.Length > 0 ? $" (set apart by {group.Difference})" : "")),
        HtmlCell.Of(ReferenceNumbers.Find(data.DataName, group.Model)?.Setting ?? "–")];

    private static RunStatistics? Accuracy(RunGroup group) => group.Over(run => run.Analysis.Accuracy);

    private static RunStatistics? Hoyer(RunGroup group, int layer) => group.OverLayer(layer, shown => shown.Sparseness.Hoyer);
}
