using Engram.Analysis.Spikes;
using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Engram.Reports.Figures.Spikes;

/// <summary>Units × steps for one image of each class.</summary>
public sealed class SpikeRasterFigure : SpikeFigure
{
    private const int MostLines = 300;
    private const float Height = 300;
    private const float LeastNameHeight = 11;

    private static Color Own => FigureColors.Blue;
    private static Color Other => FigureColors.Orange;

    /// <inheritdoc/>
    public override string Name => "spike-raster";

    /// <inheritdoc/>
    public override string Title => "Who fires when, for one image of each class";

    /// <inheritdoc/>
    public override string Explanation =>
        "Every line is a unit, every column of a class's stretch a time step, and every mark a spike; blocks along the diagonal are units that fire for the class that they prefer, blue where they belong to its ensemble. " +
        "Shown is each class's first correctly classified test image, or its first where there is none; units are ordered by the class with their largest mean spike count, those without a spike for these images are left out, of more than 300 units neighbors share a line, of more than 20 steps a column, and of more than ten classes these are the first.";

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. SpikeGroups.Of(data).Where(group => Source(group) is not null)];

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) => grid with
    {
        PanelHeight = Height,
        Left = ClassLabels.RoomAtSide(data),
        GapX = ClassLabels.RoomAtSide(data),
        GapY = 80,
        Top = 34 + LegendStrip.Room,
        Bottom = ClassLabels.RoomBelow(data) + 26,
    };

    internal override Plot DrawPanel(PanelPlace place)
    {
        FinishedRun run = Source(place.Group)!;
        SpikeRasters rasters = run.Rasters!;
        RasterCells cells = RasterCells.Of(
            rasters,
            place.LayerIndex,
            UnitOrder.ByPreferredClass(run.Analysis.Correct.Layers[place.LayerIndex]),
            RuleLabels.Find(run.Analysis.Correct.Layers[place.LayerIndex], RuleLabels.MeanRatio),
            MostLines);
        string said = UnitNames.In($"{cells.UnitCount} of {rasters.UnitCounts[place.LayerIndex]} units fire, in {rasters.Steps} steps", place.Group.Model);
        Plot plot = Panel.Create(place.Title, said);
        HeatMap.Add(plot, Math.Max(1, cells.Lines), cells.Columns, (line, column) => Paint(cells, line, column));
        NameClasses(plot, place, rasters.Examples.Length, cells.ColumnsPerClass);
        NameBlocks(plot, place, run.Analysis.Correct.Layers[place.LayerIndex].ClassMeans, cells);
        return plot;
    }

    internal override void Complete(FigurePage page, ReportData data) => LegendStrip.Add(
        page,
        LegendStrip.Patch(data.Say("spike of a unit in the ensemble of the image's class"), Own),
        LegendStrip.Patch(data.Say("of another unit"), Other));

    private static FinishedRun? Source(RunGroup group) => group.Runs.FirstOrDefault(run => run.Analysis.Spikes is not null && run.Rasters is not null);

    private static Color Paint(RasterCells cells, int line, int column) => cells.Lines == 0 ? FigureColors.Paper : cells[line, column] switch
    {
        RasterCells.OwnSpike => Own,
        RasterCells.OtherSpike => Other,
        _ => FigureColors.Paper,
    };

    private static void NameClasses(Plot plot, PanelPlace place, int classes, int columns)
    {
        for (int label = 1; label < classes; label++)
        {
            plot.Add.VerticalLine((label * columns) - 0.5, 1, FigureColors.Hairline);
        }

        double[] middles = [.. Enumerable.Range(0, classes).Select(label => (label * columns) + ((columns - 1) / 2.0))];
        string[] names = [.. place.Data.ClassNames.Take(classes)];
        plot.WithNamesBelow(names, ClassLabels.Upright(place.Data));
        plot.Axes.Bottom.TickGenerator = new NumericManual(middles, names);
    }

    // Units that prefer a class are named where the name has room beside them.
    private static void NameBlocks(Plot plot, PanelPlace place, IReadOnlyList<IReadOnlyList<float>> means, RasterCells cells)
    {
        List<double> middles = [];
        List<string> names = [];
        foreach (IGrouping<int, int> block in Enumerable.Range(0, cells.Lines).GroupBy(line => UnitOrder.Preference(means, cells.UnitOf(line)).Class))
        {
            (int first, int count) = (block.Min(), block.Count());
            if (first > 0)
            {
                plot.Add.HorizontalLine(0.5 - first, 1, FigureColors.Hairline);
            }

            if (block.Key < means.Count && count * Height / cells.Lines >= LeastNameHeight)
            {
                middles.Add(-(first + ((count - 1) / 2.0)));
                names.Add(place.Data.ClassNames[block.Key]);
            }
        }

        plot.Axes.Left.TickGenerator = new NumericManual([.. middles], [.. names]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.Label.Text = place.IfFirst(place.Data.Say("units that prefer"));
    }
}
