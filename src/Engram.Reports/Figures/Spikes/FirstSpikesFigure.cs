using Engram.Analysis.Spikes;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Engram.Reports.Figures.Spikes;

/// <summary>When units fire first, class by class.</summary>
public sealed class FirstSpikesFigure : Figure
{
    private const int MostColumns = 3;
    private const string Never = "never";

    /// <inheritdoc/>
    public override string Name => "first-spikes";

    /// <inheritdoc/>
    public override string Title => "When units fire first";

    /// <inheritdoc/>
    public override string Explanation =>
        "The stronger the color of a step, the more of a class's units that fire at all fire in it for the first time; the dot is the mean, and the number behind says which share never fires. " +
        "Counted are pairs of a correctly classified test image and a unit, above of the image's class's ensemble (mean-ratio rule) and below of the whole layer; all panels have one color scale, and of more than 20 steps neighbors share a column.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Spikes;

    internal override bool ShowsEveryClass => true;

    internal override bool AppliesTo(ReportData data) => SpikeGroups.Of(data).Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = SpikeGroups.Of(data);
        (RunGroup Group, int[] Layers, bool OfEnsemble)[] bands = [
            .. from runs in groups
               from layers in Layers(runs).Select((_, layer) => layer).Chunk(MostColumns)
               from ofEnsemble in (bool[])[true, false]
               select (runs, layers, ofEnsemble)];
        PanelGrid grid = new(bands.Length, bands.Max(band => band.Layers.Length))
        {
            Left = ClassLabels.RoomAtSide(data),
            Top = 34 + LegendStrip.Room,
            PanelHeight = Math.Max(80, 16 * data.ClassNames.Count),
            GapX = 14,
            GapY = 58,
            Bottom = 46 + ColorBar.Room,
        };
        double largest = Math.Max(1e-9, Scale.Largest(
            from band in bands
            from layer in band.Layers
            from first in Of(Layers(band.Group)[layer], band.OfEnsemble)
            from share in Shares(first)
            select share));
        var page = new FigurePage(grid.Height);
        foreach ((int row, (RunGroup group, int[] layers, bool ofEnsemble)) in bands.Index())
        {
            foreach ((int column, int layer) in layers.Index())
            {
                string name = $"{(groups.Count > 1 ? $"{group.Label}, layer" : "Layer")} {layer + 1}, {(ofEnsemble ? "ensemble" : "all units")}";
                page.Add(Panels(data, data.Say(name), Of(Layers(group)[layer], ofEnsemble), largest, column == 0), grid[row, column]);
            }
        }

        LegendStrip.Add(page, LegendStrip.Marker("mean step of the first spike", MarkerShape.FilledCircle, FigureColors.Vermilion));
        ColorBar.Add(page, data.Say("first spikes in a step, share of the units that fire"), 0, largest, FigureColors.Quantity, Numbers.Tick);
        return page;
    }

    private static Plot Panels(ReportData data, string title, IReadOnlyList<FirstSpikes> classes, double largest, bool isFirst)
    {
        double[][] shares = [.. classes.Select(Shares)];
        int places = shares[0].Length;
        int stepsPerPlace = SpikeGroups.StepsPerPlace(classes[0].Counts.Count);
        Plot plot = Panel.Create(title, "time step");
        HeatMap.Add(plot, classes.Count, places + 2, (row, column) => column >= places ? FigureColors.Paper : FigureColors.Quantity(shares[row][column] / largest));
        HeatMap.Annotate(
            plot,
            ClassLabels.CellsHoldText(data) ? classes.Count : 0,
            places + 2,
            (row, column) => column == places && classes[row].NeverShare is { } never ? Numbers.Share(never) : "",
            (_, _) => FigureColors.Paper);
        foreach ((int row, FirstSpikes first) in classes.Index())
        {
            if (first.MeanStep is { } mean)
            {
                FigureMarkers.Add(plot, ((mean - 0.5) / stepsPerPlace) - 0.5, -row, MarkerShape.FilledCircle, 6, FigureColors.Vermilion);
            }
        }

        int[] ticks = [.. Enumerable.Range(0, places).Where(place => places <= 12 || place % 5 == 0)];
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. ticks.Select(place => (double)place), places + 0.5], [.. ticks.Select(place => $"{(place * stepsPerPlace) + 1}"), Never]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        return plot.WithNamesAtSide([.. ClassLabels.OfPanel(data).Select(name => isFirst ? name : "")]);
    }

    private static IReadOnlyList<SpikeLayer> Layers(RunGroup group) => SpikeGroups.Shown(group).Analysis.Spikes!.Layers;

    private static IReadOnlyList<FirstSpikes> Of(SpikeLayer layer, bool ofEnsemble) => ofEnsemble ? layer.EnsembleFirstSpikes : layer.LayerFirstSpikes;

    /// <summary>Shares of the pairs with a spike, as many as there are places for steps.</summary>
    private static double[] Shares(FirstSpikes first)
    {
        double all = Math.Max(1, first.Fired);
        return [.. first.Counts.Chunk(SpikeGroups.StepsPerPlace(first.Counts.Count)).Select(counts => counts.Sum() / all)];
    }
}
