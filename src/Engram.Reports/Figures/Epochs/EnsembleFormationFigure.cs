using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Engram.Reports.Figures.Epochs;

/// <summary>How ensembles form while layers train: overlaps, selectivity, accuracy and sparseness after the epochs whose weights were kept.</summary>
public sealed class EnsembleFormationFigure : Figure
{
    private const int MostColumns = 4;
    private const float RoomOfTitle = 34;

    // Ticks that stand closer than this share of the axis would touch.
    private const double LeastDistance = 0.11;

    private static (string Label, Measure[] Measures)[] Rows =>
    [
        ("ensembles",
        [
            new("overlap with the final ensemble", FigureColors.Blue, LinePattern.Solid, row => row.OverlapWithFinal),
            new("overlap between classes", FigureColors.Vermilion, LinePattern.DenselyDashed, row => row.OverlapBetweenClasses),
        ]),
        ("units",
        [
            new("class selectivity", FigureColors.Green, LinePattern.Solid, row => row.ClassSelectivity),
            new("informedness", FigureColors.Purple, LinePattern.DenselyDashed, row => row.Informedness),
        ]),
        ("layer",
        [
            new("accuracy up to this layer", FigureColors.Ink, LinePattern.Solid, row => row.Accuracy),
            new("Hoyer sparseness", FigureColors.Orange, LinePattern.DenselyDashed, row => row.Sparseness.Hoyer),
        ]),
    ];

    /// <inheritdoc/>
    public override string Name => "ensemble-formation";

    /// <inheritdoc/>
    public override string Title => "How ensembles form while layers train";

    /// <inheritdoc/>
    public override string Explanation =>
        "Above: the mean Jaccard index of a class's ensemble with the one that it has in the end, and of the ensembles of two classes (1: the same units, 0: none in common); in the middle: how selective the units are that any image activates, by two measures; " +
        "below: accuracy and sparseness. Lines join the epochs whose weights were kept, one line for each run: all test images, the rule mean-ratio, epochs of the layer's own training, spaced by their logarithm.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool AppliesTo(ReportData data) => Groups(data).Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = Groups(data);
        (RunGroup Group, int[] Layers)[] bands = [.. groups.SelectMany(group => Enumerable.Range(0, LayerCount(group)).Chunk(MostColumns).Select(layers => (group, layers)))];
        PanelGrid grid = new(bands.Length * Rows.Length, bands.Max(band => band.Layers.Length))
        {
            PanelHeight = 105,
            Top = RoomOfTitle + LegendStrip.Room,
            GapY = 36 + LegendStrip.Room + (bands.Length > 1 ? RoomOfTitle : 0),
        };
        FigurePage page = new(grid.Height);
        foreach ((int band, (RunGroup group, int[] layers)) in bands.Index())
        {
            foreach ((int row, (string label, Measure[] measures)) in Rows.Index())
            {
                int place = (band * Rows.Length) + row;
                LegendStrip.AddAt(page, grid[place, 0].Top - LegendStrip.Room - (row == 0 ? RoomOfTitle : 6), measures.Select(measure => LegendStrip.Line(measure.Name, measure.Color, measure.Pattern)));
                foreach ((int column, int layer) in layers.Index())
                {
                    string title = row > 0 ? "" : groups.Count == 1 ? $"Layer {layer + 1}" : $"{group.Label}, layer {layer + 1}";
                    Plot plot = Panel.Create(title, row == Rows.Length - 1 ? "epoch" : "", column == 0 ? data.Say(label) : "").WithHorizontalLines().WithVerticalTicks(0, 1, Numbers.Tick, column == 0);
                    page.Add(Fill(plot, group, layer, measures), grid[place, column]);
                }
            }
        }

        return page;
    }

    private static Plot Fill(Plot plot, RunGroup group, int layer, Measure[] measures)
    {
        SortedSet<int> epochs = [];
        foreach (FinishedRun run in group.Runs)
        {
            EpochRow[] rows = [.. run.Epochs?.Of(layer).Where(moment => moment.Epoch is not null).Select(moment => EpochRow.Of(moment, moment.All)) ?? []];
            epochs.UnionWith(rows.Select(row => row.Epoch!.Value));
            foreach (Measure measure in measures)
            {
                Coordinates[] points = [.. rows.Select(row => new Coordinates(Place(row.Epoch!.Value), measure.Value(row) ?? double.NaN)).Where(point => double.IsFinite(point.Y))];
                TrainingCurves.Add(plot, points, measure.Color, measure.Pattern);
            }
        }

        (int Epoch, double Place)[] ticks = Ticks(epochs);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. ticks.Select(tick => tick.Place)], [.. ticks.Select(tick => $"{tick.Epoch}")]);
        double last = Math.Max(1, epochs.Select(Place).DefaultIfEmpty().Max());
        plot.Axes.SetLimitsX(epochs.Select(Place).DefaultIfEmpty().Min() - (0.03 * last), 1.03 * last);
        return plot;
    }

    // The last one first, then those before it that have room.
    private static (int Epoch, double Place)[] Ticks(SortedSet<int> epochs)
    {
        List<(int Epoch, double Place)> ticks = [];
        double range = Place(epochs.Max) - Place(epochs.Min);
        foreach (int epoch in epochs.Reverse())
        {
            if (ticks.Count == 0 || ticks[^1].Place - Place(epoch) >= LeastDistance * range)
            {
                ticks.Add((epoch, Place(epoch)));
            }
        }

        return [.. ticks];
    }

    private static double Place(int epoch) => Math.Log2(1 + epoch);

    private static IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => group.Runs.Any(run => run.Epochs is not null))];

    private static int LayerCount(RunGroup group) => group.Runs.Max(run => run.Epochs?.Moments.Max(moment => moment.LayerIndex) ?? -1) + 1;

    private sealed record Measure(string Name, Color Color, LinePattern Pattern, Func<EpochRow, double?> Value);
}
