using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Loss over epochs.</summary>
public sealed class LossFigure : LayerFigure
{
    /// <inheritdoc/>
    public override string Name => "loss";

    /// <inheritdoc/>
    public override string Title => "Loss over epochs";

    /// <inheritdoc/>
    public override string Explanation =>
        "The loss that training lowers, a line for each layer that learns by itself and one line for a model that learns as a whole. " +
        "Each value is the mean over an epoch's training samples at the weights of their step, of the run with the lowest seed; losses of different models are not comparable, so each has its own scale.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Training;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => PanelCount(group) > 0)];

    internal override int PanelCount(RunGroup group) => group.Shown.Metrics.Any(epoch => double.IsFinite(epoch.Loss)) ? 1 : 0;

    internal override string PanelName(int layerIndex) => "loss";

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { PanelHeight = 180, GapX = 46, Left = 64, Top = 34 + LegendStrip.Room, GapY = 76 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        FinishedRun run = place.Group.Shown;
        Plot plot = Panel.Create(place.Group.Label, "epoch", place.IfFirst("mean loss")).WithHorizontalLines();
        IReadOnlyList<int?> layers = TrainingCurves.Layers(run);
        double highest = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            Coordinates[] points = TrainingCurves.Of(run, layers[i], epoch => epoch.Loss);
            TrainingCurves.Add(plot, points, place.Group.Style.Color, TrainingCurves.Pattern(i));
            highest = Math.Max(highest, points.Max(point => point.Y));
        }

        plot.WithHorizontalTicks(0, TrainingCurves.LastEpoch([run]), value => Numbers.Text(value, "0.#"), count: 4);
        return plot.WithVerticalTicks(0, Scale.RoundUp(highest), value => Numbers.Text(value, "0.###"));
    }

    internal override void Complete(FigurePage page, ReportData data) => TrainingCurves.AddLayerLegend(page, Groups(data));
}
