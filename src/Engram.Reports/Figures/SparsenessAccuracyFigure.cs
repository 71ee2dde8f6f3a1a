using Engram.Experiments;
using Engram.Reports.Drawing;
using Engram.Reports.Reference;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Sparseness against accuracy over runs.</summary>
public sealed class SparsenessAccuracyFigure : Figure
{
    /// <inheritdoc/>
    public override string Name => "sparseness-accuracy";

    /// <inheritdoc/>
    public override string Title => "Sparseness against accuracy";

    /// <inheritdoc/>
    public override string Explanation =>
        "Each filled point is one run and each hollow point the reference's best listed run of that model; the further right, the sparser the layer. " +
        "Accuracy is on all test images and Hoyer sparseness the mean over correctly classified ones, on the same axes in every panel; the vertical axis does not start at 0.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Result;

    internal override bool AppliesTo(ReportData data) => true;

    internal override FigurePage Draw(ReportData data)
    {
        PanelGrid grid = new((data.LayerCount + 2) / 3, Math.Min(3, data.LayerCount)) { PanelHeight = 190, Top = 34 + LegendStrip.Room, GapY = 72, GapX = 24 };
        var page = new FigurePage(grid.Height);
        bool hasReference = data.Groups.Any(group => ReferenceNumbers.Find(data.DataName, group.Model) is not null);
        LegendStrip.Add(page, [
            .. data.Groups.Select(group => LegendStrip.Marker(group.Label, group.Style.Marker, group.Style.Color)),
            .. hasReference ? [LegendStrip.Marker("reference", MarkerShape.OpenCircle, FigureColors.Ink)] : Array.Empty<LegendItem>()]);
        (double low, double high) = AccuracyRange(data);
        for (int layer = 0; layer < data.LayerCount; layer++)
        {
            bool first = layer % 3 == 0;
            Plot plot = Layer(data, layer, first).WithVerticalTicks(low, high, Numbers.Tick, first).WithHorizontalTicks(-0.04, 1.04, Numbers.Tick);
            page.Add(plot, grid[layer / 3, layer % 3]);
        }

        return page;
    }

    private static Plot Layer(ReportData data, int layer, bool first)
    {
        Plot plot = Panel.Create($"Layer {layer + 1}", "Hoyer sparseness", first ? "test accuracy" : "").WithHorizontalLines();
        foreach (RunGroup group in data.Groups)
        {
            if (ReferenceNumbers.Find(data.DataName, group.Model) is { } reference && layer < reference.Sparseness.Count)
            {
                ScottPlot.Plottables.Marker hollow = plot.Add.Marker(reference.Sparseness[layer], reference.Accuracy, group.Style.HollowMarker, 11, group.Style.Color);
                hollow.MarkerLineWidth = 2;
            }

            foreach (FinishedRun run in group.Runs)
            {
                if (layer < run.Analysis.Correct.Layers.Count && run.Analysis.Correct.Layers[layer].Sparseness.Hoyer is { } hoyer)
                {
                    plot.Add.Marker(hoyer, run.Analysis.Accuracy, group.Style.Marker, 8, group.Style.Color);
                }
            }
        }

        return plot;
    }

    private static (double Low, double High) AccuracyRange(ReportData data)
    {
        double[] accuracies = [
            .. data.Groups.SelectMany(group => group.Runs).Select(run => run.Analysis.Accuracy),
            .. data.Groups.Select(group => ReferenceNumbers.Find(data.DataName, group.Model)?.Accuracy).OfType<double>()];
        return AxisRange.Around(accuracies, 0, 1);
    }
}
