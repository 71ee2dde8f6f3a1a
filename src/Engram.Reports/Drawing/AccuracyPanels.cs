using Engram.Reports.Reference;
using ScottPlot;

namespace Engram.Reports.Drawing;

/// <summary>Sparseness against accuracy, one panel per layer, for any runs whose numbers are known.</summary>
internal static class AccuracyPanels
{
    private const int Columns = 3;

    /// <summary>Draws the panels with one legend above them.</summary>
    /// <param name="groups">Points that share a style.</param>
    /// <param name="layerCount">The largest number of layers.</param>
    public static FigurePage Draw(IReadOnlyList<PointGroup> groups, int layerCount)
    {
        PanelGrid grid = new((layerCount + Columns - 1) / Columns, Math.Min(Columns, layerCount)) { PanelHeight = 190, Top = 34 + LegendStrip.Room, GapY = 72, GapX = 24 };
        var page = new FigurePage(grid.Height);
        LegendStrip.Add(page, [
            .. groups.Select(group => LegendStrip.Marker(group.Label, group.Style.Marker, group.Style.Color)),
            .. groups.Any(group => group.Reference is not null) ? [LegendStrip.Marker("reference", MarkerShape.OpenCircle, FigureColors.Ink)] : Array.Empty<LegendItem>()]);
        (double low, double high) = AccuracyRange(groups);
        for (int layer = 0; layer < layerCount; layer++)
        {
            bool first = layer % Columns == 0;
            Plot plot = Layer(groups, layer, first).WithVerticalTicks(low, high, Numbers.Tick, first).WithHorizontalTicks(-0.04, 1.04, Numbers.Tick);
            page.Add(plot, grid[layer / Columns, layer % Columns]);
        }

        return page;
    }

    private static Plot Layer(IReadOnlyList<PointGroup> groups, int layer, bool first)
    {
        Plot plot = Panel.Create($"Layer {layer + 1}", "Hoyer sparseness", first ? "test accuracy" : "").WithHorizontalLines();
        foreach (PointGroup group in groups)
        {
            if (group.Reference is { } reference && layer < reference.Sparseness.Count)
            {
                ScottPlot.Plottables.Marker hollow = FigureMarkers.Add(plot, reference.Sparseness[layer], reference.Accuracy, group.Style.HollowMarker, 11, group.Style.Color);
                hollow.MarkerLineWidth = 2;
            }

            foreach (AccuracyPoint point in group.Points)
            {
                if (layer < point.Sparseness.Count && point.Sparseness[layer] is { } sparseness)
                {
                    FigureMarkers.Add(plot, sparseness, point.Accuracy, group.Style.Marker, 8, group.Style.Color);
                }
            }
        }

        return plot;
    }

    private static (double Low, double High) AccuracyRange(IReadOnlyList<PointGroup> groups)
    {
        double[] accuracies = [
            .. groups.SelectMany(group => group.Points).Select(point => point.Accuracy),
            .. groups.Select(group => group.Reference?.Accuracy).OfType<double>()];
        (double low, double high) = AxisRange.Around(accuracies, 0, 1);

        // Room for markers of runs that are nearly perfect.
        return (low, high + (0.04 * (high - low)));
    }
}

/// <summary>Runs that are drawn in one style.</summary>
/// <param name="Reference">What the reference lists for them; null where it lists nothing.</param>
/// <param name="Label">What the legend calls them.</param>
/// <param name="Style">Color and marker.</param>
/// <param name="Points">The runs.</param>
internal sealed record PointGroup(ReferenceResult? Reference, string Label, GroupStyle Style, IReadOnlyList<AccuracyPoint> Points);

/// <summary>One run.</summary>
/// <param name="Accuracy">Its test accuracy.</param>
/// <param name="Sparseness">Hoyer sparseness of each layer; null for one without an active unit.</param>
internal sealed record AccuracyPoint(double Accuracy, IReadOnlyList<double?> Sparseness);
