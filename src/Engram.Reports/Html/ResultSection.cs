using Engram.Analysis.Statistics;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.Reference;

namespace Engram.Reports.Html;

/// <summary>The result in one paragraph and one table, each number beside the reference's.</summary>
internal static class ResultSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        // Columns without a single entry say nothing: of own images and of other settings than the paper's no reference is known, and one run of a model has no spread.
        bool hasReference = data.HasReference;
        bool isRepeated = data.Groups.Any(group => group.Runs.Count > 1);
        bool isTrainedByPaper = data.Groups.Any(data.HasPaperSettings);
        html.Element("p", Summary(data, hasReference), ("class", "lead"));
        Findings.Write(html, data);
        HtmlTable.Write(
            html,
            hasReference ? "Accuracy and sparseness beside the reference" : "Accuracy and sparseness",
            [
                "Measure",
                "This report",
                .. hasReference ? (string[])["Reference", "Mark", "Best listed", "Difference"] : [],
                .. isRepeated ? (string[])["SD over runs", "95 % interval or range"] : [],
            ],
            data.Groups.SelectMany(group => Rows(data, group)).Select(row => Shown(row, hasReference, isRepeated)));
        html.Element("p", Note(data, hasReference, isRepeated), ("class", "note"));
        ComparisonTable.Write(html, data);
        ReadOutTable.Write(html, data);
        HtmlTable.Write(
            html,
            isTrainedByPaper ? "Settings beside the paper's" : "Settings",
            ["Model", "Runs", "This report", .. isTrainedByPaper ? (string[])["The paper's run"] : []],
            data.Groups.Select(group => Setting(data, group).Take(isTrainedByPaper ? 4 : 3).ToArray()));
        WriteOtherSettings(html, data);
    }

    private static void WriteOtherSettings(HtmlWriter html, ReportData data)
    {
        string[] others = [.. data.Groups.Where(group => PaperSettings.Trains(data.ReferenceData, group.Model) && !data.HasPaperSettings(group)).Select(group => group.Label)];
        if (others.Length > 0)
        {
            html.Element(
                "p",
                $"The settings of {ReportWords.List(others)} are not the paper's, so nothing is said about the paper's numbers; engram reproduce --data {data.ReferenceData} trains with the paper's.",
                ("class", "note"));
        }
    }

    private static string Note(ReportData data, bool hasReference, bool isRepeated) => string.Join(' ',
    [
        hasReference
            ? "Accuracy is the share of all test images classified rightly; its mark says where it lies to the range of the reference's settings, and above is welcome."
            : "Accuracy is the share of all test images classified rightly.",
        data.Groups.Any(group => ModelTable.Find(group.Model).Traits.LabelsInInput)
            ? "Sparseness is Hoyer's over correctly classified test images, with the true label overlaid where a model has labels in its input."
            : "Sparseness is Hoyer's over correctly classified test images.",
        .. hasReference
            ? (string[])["The reference lists one number per layer and no range, so sparseness gets no verdict: near is within .05 of that number, and apart is further away. Differences are to the best listed run."]
            : [],
        .. isRepeated
            ? (string[])["A number after ± is the standard deviation over runs (SD), and intervals are of the mean, by bootstrap over five runs or more; of fewer runs the table has the range."]
            : [],
    ]);

    // The head and the value, four cells of the reference, two of the spread.
    private static HtmlCell[] Shown(IReadOnlyList<HtmlCell> row, bool hasReference, bool isRepeated) =>
        [.. row.Take(2), .. hasReference ? row.Skip(2).Take(4) : [], .. isRepeated ? row.Skip(6) : []];

    private static string Summary(ReportData data, bool hasReference)
    {
        string accuracies = ReportWords.List(data.Groups.Select(group =>
            $"{ReportWords.Mean(Accuracy(group), Numbers.Accuracy)} for {group.Label} ({ReportWords.Counted(group.Runs.Count, "run")})"));
        string sparseness = ReportWords.List(data.Groups.Select(group => $"{ReportWords.Mean(Hoyer(group, 0), Numbers.Share)} for {group.Label}"));
        return $"Test accuracy on {ReportWords.DataName(data.DataName)} is {accuracies}. Hoyer sparseness of the first hidden layer is {sparseness}.{(hasReference ? $" {Verdict(data)}" : "")}";
    }

    private static string Verdict(ReportData data)
    {
        ReferenceMark[] marks = [.. data.Groups
            .Select(group => ReferenceComparison.Accuracy(Accuracy(group)?.Mean, data.ReferenceOf(group)))
            .Where(mark => mark is ReferenceMark.Inside or ReferenceMark.Above or ReferenceMark.Below)];
        return marks.Length == 0
            ? "The reference lists no range of accuracies to compare with."
            : $"The reference lists ranges of accuracy for {marks.Length} of these: {marks.Count(mark => mark == ReferenceMark.Inside)} inside, {marks.Count(mark => mark == ReferenceMark.Above)} above and {marks.Count(mark => mark == ReferenceMark.Below)} below.";
    }

    private static IEnumerable<IReadOnlyList<HtmlCell>> Rows(ReportData data, RunGroup group)
    {
        ReferenceResult? reference = data.ReferenceOf(group);
        yield return AccuracyRow(group, reference);
        for (int layer = 0; layer < group.Layers.Count; layer++)
        {
            yield return SparsenessRow(group, reference, layer);
        }
    }

    private static HtmlCell[] AccuracyRow(RunGroup group, ReferenceResult? reference)
    {
        RunStatistics? value = Accuracy(group);
        string range = reference?.Range is { } limits ? $"{Numbers.Accuracy(limits.Low)} – {Numbers.Accuracy(limits.High)}" : "–";
        ReferenceMark mark = ReferenceComparison.Accuracy(value?.Mean, reference);
        return Row(new($"{group.Label}: accuracy", "first"), value, range, mark, reference?.Accuracy, Numbers.Accuracy, "0000");
    }

    private static HtmlCell[] SparsenessRow(RunGroup group, ReferenceResult? reference, int layer)
    {
        RunStatistics? value = Hoyer(group, layer);
        double? listed = reference is not null && layer < reference.Sparseness.Count ? reference.Sparseness[layer] : null;
        ReferenceMark mark = ReferenceComparison.Sparseness(value?.Mean, reference, layer);
        return Row(HtmlCell.Of($"sparseness, layer {layer + 1}"), value, "–", mark, listed, Numbers.Share, "000");
    }

    private static HtmlCell[] Row(
        HtmlCell head, RunStatistics? value, string range, ReferenceMark mark, double? listed, Func<double, string> format, string digits)
    {
        string best = format(listed ?? double.NaN);
        return [
            head,
            HtmlCell.Number(format(value?.Mean ?? double.NaN)),
            HtmlCell.Number(range == "–" ? best : range),
            MarkText.Cell(mark),
            HtmlCell.Number(best),
            HtmlCell.Number(MarkText.Difference(value?.Mean - listed, digits)),
            HtmlCell.Number(format(value?.StandardDeviation ?? double.NaN)),
            HtmlCell.Number(ReportWords.Interval(value, format))];
    }

    private static HtmlCell[] Setting(ReportData data, RunGroup group) => [
        HtmlCell.Of(group.Label),
        HtmlCell.Number($"{group.Runs.Count}"),
        HtmlCell.Of(ReportWords.Setting(group.Shown.Spec.Training) + (group.Difference.Length > 0 ? $" (set apart by {group.Difference})" : "")),
        HtmlCell.Of(data.HasPaperSettings(group) ? ReportWords.Setting(PaperSettings.Full(data.ReferenceData, group.Model).Training) : "–")];

    private static RunStatistics? Accuracy(RunGroup group) => group.Over(run => run.Analysis.Accuracy);

    private static RunStatistics? Hoyer(RunGroup group, int layer) => group.OverLayer(layer, shown => shown.Sparseness.Hoyer);
}
