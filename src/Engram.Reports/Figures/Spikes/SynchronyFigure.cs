using Engram.Analysis.Spikes;
using Engram.Analysis.Statistics;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Spikes;

/// <summary>Whether units fire in the same steps.</summary>
public sealed class SynchronyFigure : SpikeFigure
{
    private static readonly (string Name, Func<SpikeLayer, Synchrony> All, Func<SpikeLayer, IReadOnlyList<Synchrony>> Classes)[] Places =
    [
        ("within", layer => layer.Within, layer => layer.ClassWithin),
        ("between", layer => layer.Between, layer => layer.ClassBetween),
    ];

    private static (Func<Synchrony, double?> Measure, Color Color, MarkerShape Marker)[] Series =>
    [
        (pairs => pairs.Correlation, FigureColors.Blue, MarkerShape.FilledCircle),
        (pairs => pairs.OtherImageCorrelation, FigureColors.Orange, MarkerShape.FilledTriangleUp),
    ];

    /// <inheritdoc/>
    public override string Name => "synchrony";

    /// <inheritdoc/>
    public override string Title => "Whether units fire in the same steps";

    /// <inheritdoc/>
    public override string Explanation =>
        "Zero is what shuffled steps give; where blue stands above orange, two units fire together more than units do for any two images of the class, and dots are single classes. " +
        "A bar is the mean correlation of the trains of two units that both fire, within the ensemble of the image's class or between it and units of other ensembles only, over up to 100 correctly classified test images of each class; orange takes the second unit's train from the class's next image.";

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) => grid with { PanelHeight = 150, Top = 34 + LegendStrip.Room, Bottom = 30, GapX = 24 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        Plot plot = Panel.Create(place.Title, yLabel: place.IfFirst("mean correlation r")).WithHorizontalLines();
        foreach ((int series, (Func<Synchrony, double?> measure, Color color, MarkerShape marker)) in Series.Index())
        {
            RunStatistics?[] bars = [.. Places.Select(pairs => SpikeGroups.Over(place.Group, place.LayerIndex, layer => measure(pairs.All(layer))))];
            GroupedBars.Add(plot, series, Series.Length, bars, color.WithAlpha(150));
            foreach ((int index, var pairs) in Places.Index())
            {
                foreach (double value in pairs.Classes(Layers(place.Group)[place.LayerIndex]).Select(measure).OfType<double>())
                {
                    FigureMarkers.Add(plot, GroupedBars.Place(index, series, Series.Length), value, marker, 5, color);
                }
            }
        }

        plot.Add.HorizontalLine(0, 1, FigureColors.Ink);
        plot.WithNamesBelow([.. Places.Select(pairs => pairs.Name)], upright: false);
        plot.Axes.SetLimitsX(-0.6, Places.Length - 0.4);
        (double low, double high) = Range(place.Data);
        return plot.WithVerticalTicks(low, high, Numbers.Tick, place.First);
    }

    internal override void Complete(FigurePage page, ReportData data) => LegendStrip.Add(
        page,
        LegendStrip.Marker("both units for the same image", Series[0].Marker, Series[0].Color),
        LegendStrip.Marker("for two images of the class", Series[1].Marker, Series[1].Color));

    private (double Low, double High) Range(ReportData data)
    {
        double[] shown = [.. from pairs in Places
                             from layer in Groups(data).SelectMany(runs => runs.Runs).SelectMany(run => run.Analysis.Spikes?.Layers ?? [])
                             from one in pairs.Classes(layer).Append(pairs.All(layer))
                             from series in Series
                             where series.Measure(one) is not null
                             select series.Measure(one)!.Value];
        double least = shown.DefaultIfEmpty(0).Min();
        double high = Math.Max(0.1, Scale.RoundUp(1.05 * Scale.Largest(shown)));
        return (Math.Min(0, 1.1 * least), high);
    }
}
