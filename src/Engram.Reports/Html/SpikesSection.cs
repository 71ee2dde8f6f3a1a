using Engram.Analysis.Spikes;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;

namespace Engram.Reports.Html;

/// <summary>The numbers that go with the figures of spikes: what an image takes, beside what a dense pass would.</summary>
internal static class SpikesSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        HtmlTable.Write(
            html,
            "What a test image with its label takes, layer by layer (means over all test images)",
            ["Model", "Layer", "input events", "spikes", "rows of weights added", "weights multiplied", data.Say("multiplications of the units"), "rows of a dense pass", "weights of a dense pass", "dense rows over rows added"],
            Rows(data, Events));
        html.Element(
            "p",
            "An input event is an input that is not zero, once where the current stays, or a spike of the layer below in a step. Each adds a row of weights, one for every unit; only inputs that are no spikes are multiplied. " +
            "Units multiply their potential by β in every step, and currents that are brought to a length once for its square and once for the factor. A dense pass multiplies all weights in every step. Counted is what is asked for; a processor with wide registers may take zeros along.",
            ("class", "note"));
        HtmlTable.Write(
            html,
            "Spikes in time, layer by layer (over correctly classified test images)",
            ["Model", "Layer", "spikes per image and step of a unit", data.Say("units that never fire"), data.Say("spikes of a unit that fires"), "mean first step, ensemble", "ensemble silent", "correlation within", "between", "within, two images", "between, two images"],
            Rows(data, InTime));
    }

    private static IEnumerable<HtmlCell[]> Rows(ReportData data, Func<Func<Func<SpikeLayer, double?>, Func<double, string>, HtmlCell>, HtmlCell[]> cells) =>
        from @group in SpikeGroups.Of(data)
        from layer in SpikeGroups.Shown(@group).Analysis.Spikes!.Layers.Select((_, index) => index)
        select (HtmlCell[])[
            HtmlCell.Of(@group.Label),
            HtmlCell.Number($"{layer + 1}"),
            .. cells((measure, format) => HtmlCell.Number(ReportWords.Mean(SpikeGroups.Over(@group, layer, measure), format)))];

    private static HtmlCell[] Events(Func<Func<SpikeLayer, double?>, Func<double, string>, HtmlCell> cell) =>
    [
        cell(layer => layer.Events.InputEvents, Tenths),
        cell(layer => layer.Events.Spikes, Tenths),
        cell(layer => layer.Events.RowAdditions, Tenths),
        cell(layer => layer.Events.WeightMultiplications, Numbers.Count),
        cell(layer => layer.Events.UnitMultiplications, Numbers.Count),
        cell(layer => layer.Events.DenseRowAdditions, Numbers.Count),
        cell(layer => layer.Events.DenseMultiplications, Numbers.Count),
        cell(layer => layer.Events.RowAdditions > 0 ? layer.Events.DenseRowAdditions / layer.Events.RowAdditions : null, Tenths),
    ];

    private static HtmlCell[] InTime(Func<Func<SpikeLayer, double?>, Func<double, string>, HtmlCell> cell) =>
    [
        cell(layer => layer.Rates.Average(), Numbers.Short),
        cell(layer => layer.Rates.Count(rate => rate == 0), value => Numbers.Text(value, "0.#")),
        cell(layer => layer.Sparseness.SpikesPerFiringUnit, value => Numbers.Text(value, "0.00")),
        cell(layer => FirstSpikes.Sum(layer.EnsembleFirstSpikes).MeanStep, value => Numbers.Text(value, "0.00")),
        cell(layer => FirstSpikes.Sum(layer.EnsembleFirstSpikes).NeverShare, Numbers.Share),
        cell(layer => layer.Within.Correlation, Numbers.Share),
        cell(layer => layer.Between.Correlation, Numbers.Share),
        cell(layer => layer.Within.OtherImageCorrelation, Numbers.Share),
        cell(layer => layer.Between.OtherImageCorrelation, Numbers.Share),
    ];

    private static string Tenths(double value) => Numbers.Text(value, "#,0.0");
}
