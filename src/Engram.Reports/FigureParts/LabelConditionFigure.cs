using Engram.Analysis.Labels;
using Engram.Analysis.Statistics;
using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using ScottPlot;

namespace Engram.Reports.FigureParts;

/// <summary>Two bars for every way to show labels: what follows the image, and what follows the label.</summary>
public abstract class LabelConditionFigure : LayerFigure
{
    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.LabelControl;

    private protected abstract string Measure { get; }

    private protected abstract double? ByImage(LabelConditionLayer layer);

    private protected abstract double? ByLabel(LabelConditionLayer layer);

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) =>
        [.. data.Groups.Where(group => group.Runs.Any(run => run.Analysis.LabelControl is not null))];

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { PanelHeight = 120, Top = 34 + LegendStrip.Room, Bottom = grid.Columns > 2 ? 78 : 26 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        string[] conditions = [.. place.Group.Runs.First(run => run.Analysis.LabelControl is not null).Analysis.LabelControl!.Conditions.Select(condition => condition.Name)];
        Plot plot = Panel.Create(place.Title, yLabel: place.IfFirst(Measure)).WithHorizontalLines().WithVerticalTicks(0, 1, Numbers.Tick, place.First);
        GroupedBars.Add(plot, 0, 2, [.. conditions.Select(condition => Over(place, condition, ByImage))], FigureColors.Positive);
        GroupedBars.Add(plot, 1, 2, [.. conditions.Select(condition => Over(place, condition, ByLabel))], FigureColors.Negative);
        plot.WithNamesBelow([.. conditions.Select(condition => place.IfLast(ForPeople(condition)))], upright: place.Columns > 2);
        plot.Axes.SetLimitsX(-0.6, conditions.Length - 0.4);
        return plot;
    }

    internal override void Complete(FigurePage page, ReportData data) => LegendStrip.Add(
        page, LegendStrip.Patch("class of the image", FigureColors.Positive), LegendStrip.Patch("label that is overlaid", FigureColors.Negative));

    private static RunStatistics? Over(PanelPlace place, string condition, Func<LabelConditionLayer, double?> measure) =>
        place.Group.Over(run => Layer(run, condition, place.LayerIndex) is { } layer ? measure(layer) : null);

    private static LabelConditionLayer? Layer(FinishedRun run, string condition, int layerIndex) =>
        run.Analysis.LabelControl?.Conditions.FirstOrDefault(other => other.Name == condition)?.Layers.ElementAtOrDefault(layerIndex);

    private static string ForPeople(string condition) => condition switch
    {
        "true" => "true label",
        "none" => "no label",
        "wrong" => "wrong label",
        "label-only" => "label only",
        _ => condition,
    };
}
