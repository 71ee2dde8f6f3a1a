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
            ["Measure", "This report", "Reference", "Mark", "95 % interval", "Best listed"],
            data.Groups.SelectMany(group => Rows(data, group)));
        html.Element("p", "Accuracy is the share of all test images classified rightly; its mark says where it lies to the range of the reference's settings, and above is welcome. Sparseness is Hoyer's over correctly classified test images, with the true label overlaid where a model has labels in its input. The reference lists one number per layer and no range, so sparseness gets no verdict: near is within .05 of that number, apart is further away, with the difference in brackets. Numbers after ± are standard deviations over runs.", ("class", "note"));
        HtmlTable.Write(
            html,
            "Settings beside the paper's",
            ["Model", "Runs", "This report", "The paper's run"],
            data.Groups.Select(group => Setting(data, group)));
    }

    private static string Summary(ReportData data)
    {
        string accuracies = ReportWords.List(data.Groups.Select(group =>
            $"{ReportWords.Mean(Accuracy(group), Numbers.Accuracy)} for {group.Label} ({ReportWords.Counted(group.Runs.Count, "run")})"));
        string sparseness = ReportWords.List(data.Groups.Select(group => $"{ReportWords.Mean(Hoyer(group, 0), Numbers.Share)} for {group.Label}"));
        return $"Test accuracy on {ReportWords.DataName(data.DataName)} is {accuracies}. Hoyer sparseness of the first hidden layer is {sparseness}. {Verdict(data)}";
    }

    private static string Verdict(ReportData data)
    {
        ReferenceMark[] marks = [.. data.Groups
            .Select(group => ReferenceComparison.Accuracy(Accuracy(group)?.Mean, ReferenceNumbers.Find(data.DataName, group.Model)))
            .Where(mark => mark is ReferenceMark.Inside or ReferenceMark.Above or ReferenceMark.Below)];
        return marks.Length == 0
            ? "The reference lists no range of accuracies to compare with."
            : $"The reference lists ranges of accuracy for {marks.Length} of these: {marks.Count(mark => mark == ReferenceMark.Inside)} inside, {marks.Count(mark => mark == ReferenceMark.Above)} above and {marks.Count(mark => mark == ReferenceMark.Below)} below.";
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
        string listed = reference is null ? "–" : Numbers.Accuracy(reference.Accuracy);
        return [
            new($"{group.Label}: accuracy", "first"),
            HtmlCell.Number(ReportWords.Mean(value, Numbers.Accuracy)),
            HtmlCell.Number(reference?.Range is { } range ? $"{Numbers.Accuracy(range.Low)} – {Numbers.Accuracy(range.High)}" : listed),
            MarkText.Cell(ReferenceComparison.Accuracy(value?.Mean, reference), value?.Mean - reference?.Accuracy),
            HtmlCell.Number(ReportWords.Interval(value, Numbers.Accuracy)),
            HtmlCell.Number(listed)];
    }

    private static HtmlCell[] SparsenessRow(RunGroup group, ReferenceResult? reference, int layer)
    {
        RunStatistics? value = Hoyer(group, layer);
        double? listed = reference is not null && layer < reference.Sparseness.Count ? reference.Sparseness[layer] : null;
        string text = listed is { } number ? Numbers.Share(number) : "–";
        return [
            HtmlCell.Of($"sparseness, layer {layer + 1}"),
            HtmlCell.Number(ReportWords.Mean(value, Numbers.Share)),
            HtmlCell.Number(text),
            MarkText.Cell(ReferenceComparison.Sparseness(value?.Mean, reference, layer), value?.Mean - listed),
            HtmlCell.Number(ReportWords.Interval(value, Numbers.Share)),
            HtmlCell.Number(text)];
    }

    private static HtmlCell[] Setting(ReportData data, RunGroup group) => [
        HtmlCell.Of(group.Label),
        HtmlCell.Number($"{group.Runs.Count}"),
        HtmlCell.Of(ReportWords.Setting(group.Shown.Spec.Training) + (group.Difference.Length > 0 ? $" (set apart by {group.Difference})" : "")),
        HtmlCell.Of(ReferenceNumbers.Find(data.DataName, group.Model)?.Setting ?? "–")];

    private static RunStatistics? Accuracy(RunGroup group) => group.Over(run => run.Analysis.Accuracy);

    private static RunStatistics? Hoyer(RunGroup group, int layer) => group.OverLayer(layer, shown => shown.Sparseness.Hoyer);
}
