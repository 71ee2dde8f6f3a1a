using Engram.Analysis;
using Engram.Reports.Drawing;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Engram.Reports.Figures;

/// <summary>Samples sorted by class × units.</summary>
public sealed class WallFigure : LayerFigure
{
    private const int MostColumns = 400;

    /// <inheritdoc/>
    public override string Name => "wall";

    /// <inheritdoc/>
    public override string Title => "Activations of single images, sorted by class";

    /// <inheritdoc/>
    public override string Explanation =>
        "Every line is one test image and every column a unit; blocks along the diagonal are ensembles, groups of units that respond to one class. " +
        "Units are ordered by the class with their largest mean activation, which was taken over all correctly classified test images, and each panel runs from white for 0 to dark for the 99th percentile of its activations above zero, written below it.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => Source(group) is not null)];

    internal override int PanelCount(RunGroup group) => Source(group)!.Wall!.Layers.Count;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { Left = ClassLabels.RoomAtSide(data), PanelHeight = 200, GapY = 62, Bottom = 40 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        ReportedRun run = Source(place.Group)!;
        WallSample wall = run.Wall!;
        int units = wall.UnitCounts[place.LayerIndex];
        float[] activations = wall.Layers[place.LayerIndex];
        int[] order = UnitOrder.ByPreferredClass(run.Analysis.Correct.Layers[place.LayerIndex]);
        float[][] rows = [.. Enumerable.Range(0, wall.Labels.Count).Select(i => HeatMap.Narrow(Ordered(activations.AsSpan(i * units, units), order), MostColumns))];
        double darkest = Percentile(activations, 0.99);
        Plot plot = Panel.Create(place.Title, $"{units} units, darkest {Numbers.Short(darkest)}");
        HeatMap.Add(plot, rows.Length, rows[0].Length, (row, column) => FigureColors.Quantity(rows[row][column] / darkest));
        Panel.Bare(plot.Axes.Bottom);
        NameClasses(plot, wall.Labels, place);
        return plot;
    }

    private static ReportedRun? Source(RunGroup group) => group.Runs.FirstOrDefault(run => run.Wall is { Labels.Count: > 0 });

    private static float[] Ordered(ReadOnlySpan<float> row, int[] order)
    {
        float[] ordered = new float[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ordered[i] = row[order[i]];
        }

        return ordered;
    }

    /// <summary>The percentile of the activations above zero; 1 where there are none, so that the panel stays white.</summary>
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

    private static void NameClasses(Plot plot, IReadOnlyList<byte> labels, PanelPlace place)
    {
        var blocks = labels.Select((label, row) => (Label: label, Row: row)).GroupBy(pair => pair.Label)
            .Select(block => (Label: block.Key, First: block.Min(pair => pair.Row), Last: block.Max(pair => pair.Row))).ToArray();
        double[] middles = [.. blocks.Select(block => -(block.First + block.Last) / 2.0)];
        string[] names = [.. blocks.Select(block => place.IfFirst(place.Data.ClassNames[block.Label]))];
        plot.Axes.Left.TickGenerator = new NumericManual(middles, names);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        foreach ((_, int first, _) in blocks.Skip(1))
        {
            plot.Add.HorizontalLine(0.5 - first, 0.5f, FigureColors.Hairline);
        }
    }
}
