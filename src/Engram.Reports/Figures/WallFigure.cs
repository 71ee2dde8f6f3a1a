using Engram.Analysis;
using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Engram.Reports.Figures;

/// <summary>Samples sorted by class × units.</summary>
public sealed class WallFigure : UnitMapFigure
{
    // In cells of a pixel no eye tells more apart, and the noise of single images makes large files of many.
    private const int Shades = 8;

    /// <inheritdoc/>
    public override string Name => "wall";

    /// <inheritdoc/>
    public override string Title => "Activations of single images, sorted by class";

    /// <inheritdoc/>
    public override string Explanation =>
        "Every line is one test image and every column a unit; blocks along the diagonal are ensembles, groups of units that respond to one class. " +
        "Units are ordered by the class with their largest mean activation, which was taken over all correctly classified test images, and each panel runs from no color for 0 to the strongest for the 99th percentile of its activations above zero, written below it; lines are gray where too few images of a class are classified correctly.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool ShowsEveryClass => true;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => Source(group) is not null)];

    internal override int PanelCount(RunGroup group) => Source(group)!.Wall!.Layers.Count;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        base.Shape(grid, data) with { PanelHeight = 200 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        FinishedRun run = Source(place.Group)!;
        WallSample wall = run.Wall!;
        int units = wall.UnitCounts[place.LayerIndex];
        float[] activations = wall.Layers[place.LayerIndex];
        int[] order = UnitOrder.ByPreferredClass(run.Analysis.Correct.Layers[place.LayerIndex]);
        int[] blocks = BlockHeights(place.Data);
        float[]?[] rows = [.. Images(wall, blocks).Select(image => image is { } i ? HeatMap.Narrow(Ordered(activations.AsSpan(i * units, units), order), MostUnits) : null)];
        double strongest = Percentile(activations, 0.99);
        Plot plot = Panel.Create(place.Title, UnitNames.In($"{units} units, strongest {Numbers.Short(strongest)}", place.Group.Model));
        HeatMap.Add(plot, rows.Length, Math.Min(units, MostUnits), (row, column) => FigureColors.Quantity(rows[row] is { } image ? Math.Ceiling(Shades * image[column] / strongest) / Shades : double.NaN));
        Panel.Bare(plot.Axes.Bottom);
        NameClasses(plot, blocks, place);
        return plot;
    }

    /// <summary>Lines of each class: as many as the panel with most images of it needs, so that all panels have the same lines.</summary>
    private static int[] BlockHeights(ReportData data)
    {
        WallSample[] walls = [.. data.Groups.Select(Source).OfType<FinishedRun>().Select(run => run.Wall!)];
        return [.. Enumerable.Range(0, data.ClassNames.Count).Select(c => walls.Max(wall => wall.Labels.Count(label => label == c)))];
    }

    /// <summary>The image of every line; null where a class has fewer images than lines.</summary>
    private static IEnumerable<int?> Images(WallSample wall, int[] blocks)
    {
        for (int c = 0; c < blocks.Length; c++)
        {
            int[] images = [.. Enumerable.Range(0, wall.Labels.Count).Where(i => wall.Labels[i] == c)];
            for (int line = 0; line < blocks[c]; line++)
            {
                yield return line < images.Length ? images[line] : null;
            }
        }
    }

    private static FinishedRun? Source(RunGroup group) => group.Runs.FirstOrDefault(run => run.Wall is { Labels.Count: > 0 });

    private static float[] Ordered(ReadOnlySpan<float> row, int[] order)
    {
        float[] ordered = new float[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ordered[i] = row[order[i]];
        }

        return ordered;
    }

    /// <summary>The percentile of the activations above zero; 1 where there are none, so that the panel stays empty.</summary>
    private static double Percentile(float[] activations, double share)
    {
        float[] active = [.. activations.Where(value => value > 0)];
        if (active.Length == 0)
        {
            return 1;
        }

        Array.Sort(active);
        return active[(int)(share * (active.Length - 1))];
    }

    private static void NameClasses(Plot plot, int[] blocks, PanelPlace place)
    {
        List<double> middles = [];
        List<string> names = [];
        string[] ofPanel = ClassLabels.OfPanel(place.Data);
        int first = 0;
        for (int c = 0; c < blocks.Length; c++)
        {
            if (blocks[c] == 0)
            {
                continue;
            }

            middles.Add(-(first + ((blocks[c] - 1) / 2.0)));
            names.Add(place.IfFirst(ofPanel[c]));
            if (first > 0)
            {
                plot.Add.HorizontalLine(0.5 - first, 0.5f, FigureColors.Hairline);
            }

            first += blocks[c];
        }

        plot.Axes.Left.TickGenerator = new NumericManual([.. middles], [.. names]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
    }
}
