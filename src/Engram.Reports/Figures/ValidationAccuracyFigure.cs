using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Accuracy on validation images over epochs.</summary>
public sealed class ValidationAccuracyFigure : LayerFigure
{
    /// <inheritdoc/>
    public override string Name => "validation-accuracy";

    /// <inheritdoc/>
    public override string Title => "Validation accuracy over epochs";

    /// <inheritdoc/>
    public override string Explanation =>
        "The share of validation images that a network classifies rightly after each epoch: a line for each layer that learns by itself, of the network up to that layer, and one line for a model that learns as a whole. " +
        "Validation images are training images that were kept from training; every run has its lines, all panels have one vertical scale, and it does not start at 0.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Training;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => PanelCount(group) > 0)];

    internal override int PanelCount(RunGroup group) => group.Runs.Any(run => Accuracies([run]).Any()) ? 1 : 0;

    internal override string PanelName(int layerIndex) => "validation accuracy";

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { PanelHeight = 180, Left = 64, Top = 34 + LegendStrip.Room, GapY = 76 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        Plot plot = Panel.Create(place.Group.Label, "epoch", place.IfFirst("validation accuracy")).WithHorizontalLines();
        foreach (FinishedRun run in place.Group.Runs)
        {
            IReadOnlyList<int?> layers = TrainingCurves.Layers(run);
            for (int i = 0; i < layers.Count; i++)
            {
                Coordinates[] points = TrainingCurves.Of(run, layers[i], epoch => epoch.ValidationAccuracy);
                TrainingCurves.Add(plot, points, place.Group.Style.Color, TrainingCurves.Pattern(i));
            }
        }

        plot.WithHorizontalTicks(0, TrainingCurves.LastEpoch(place.Group.Runs), value => Numbers.Text(value, "0.#"), count: 4);
        (double low, double high) = AxisRange.Around([.. Accuracies(place.Data.Groups.SelectMany(group => group.Runs))], 0, 1);
        return plot.WithVerticalTicks(low, high, Numbers.Tick, place.First);
    }

    internal override void Complete(FigurePage page, ReportData data) => TrainingCurves.AddLayerLegend(page, Groups(data));

    private static IEnumerable<double> Accuracies(IEnumerable<FinishedRun> runs) =>
        runs.SelectMany(run => run.Metrics).Select(epoch => epoch.ValidationAccuracy).OfType<double>();
}
