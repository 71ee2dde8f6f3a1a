using Engram.Analysis.Weights;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Excitation and inhibition of ensemble units and of other units.</summary>
public sealed class DriveFigure : LayerFigure
{
    private const byte OtherAlpha = 110;

    /// <inheritdoc/>
    public override string Name => "drive";

    /// <inheritdoc/>
    public override string Title => "What drives units of the ensemble, and all others";

    /// <inheritdoc/>
    public override string Explanation =>
        "Bars upward are the excitation that a unit receives and bars downward the inhibition: full colors for the units of the shown class's ensemble, pale ones for all other units. " +
        "Products of input and weight were summed by sign for every unit and correctly classified test image and then averaged; each model has its own scale, since inputs have unit length in some models and not in others.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Weights;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => PanelCount(group) > 0)];

    internal override int PanelCount(RunGroup group) => group.Shown.Analysis.Weights.Any(layer => layer.OtherDrive.Excitation is not null) ? 1 : 0;

    internal override string PanelName(int layerIndex) => "all layers";

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { PanelHeight = 190, GapX = 50, Left = 64, Top = 34 + LegendStrip.Room };

    internal override Plot DrawPanel(PanelPlace place)
    {
        IReadOnlyList<LayerWeights> layers = place.Group.Shown.Analysis.Weights;
        Plot plot = Panel.Create(place.Group.Label, "layer", place.IfFirst("mean drive of a unit")).WithHorizontalLines();
        for (int layer = 0; layer < layers.Count; layer++)
        {
            Bars(plot, layer - 0.2, layers[layer].EnsembleDrive, byte.MaxValue);
            Bars(plot, layer + 0.2, layers[layer].OtherDrive, OtherAlpha);
        }

        plot.Add.HorizontalLine(0, 1, FigureColors.Ink);
        plot.WithNamesBelow([.. layers.Select((_, layer) => $"{layer + 1}")], upright: false);
        plot.Axes.SetLimitsX(-0.6, layers.Count - 0.4);
        double[] ends = [.. layers.SelectMany(layer => new[] { layer.EnsembleDrive, layer.OtherDrive }).SelectMany(drive => new[] { drive.Excitation ?? 0, drive.Inhibition ?? 0 })];
        double reach = Math.Max(1e-6, ends.Max(Math.Abs));
        double low = ends.Min() < 0 ? Math.Min(1.08 * ends.Min(), -0.1 * reach) : 0;
        return plot.WithVerticalTicks(low, Math.Max(1.08 * ends.Max(), 0.1 * reach), value => Numbers.Text(value, "0.###"));
    }

    internal override void Complete(FigurePage page, ReportData data) => LegendStrip.Add(
        page,
        LegendStrip.Patch("excitation, ensemble", FigureColors.Positive),
        LegendStrip.Patch("excitation, others", FigureColors.Positive.WithAlpha(OtherAlpha)),
        LegendStrip.Patch("inhibition, ensemble", FigureColors.Negative),
        LegendStrip.Patch("inhibition, others", FigureColors.Negative.WithAlpha(OtherAlpha)));

    private static void Bars(Plot plot, double x, UnitDrive drive, byte alpha)
    {
        if (drive is { Excitation: { } excitation, Inhibition: { } inhibition })
        {
            GroupedBars.Bar(plot, x, 0.4, excitation, FigureColors.Positive.WithAlpha(alpha));
            GroupedBars.Bar(plot, x, 0.4, inhibition, FigureColors.Negative.WithAlpha(alpha));
        }
    }
}
