using Engram.Analysis;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Mean activation of every unit per class, with the units of the class's ensemble marked.</summary>
public sealed class ClassMeansFigure : UnitMapFigure
{
    private const int HeightPerClass = 14;

    // A class takes two lines of means and one line of marks.
    private const int LinesPerClass = 3;

    /// <inheritdoc/>
    public override string Name => "class-means";

    /// <inheritdoc/>
    public override string Title => "Mean activation of every class, ensembles marked";

    /// <inheritdoc/>
    public override string Explanation =>
        "Each class's mean activation of every unit is drawn in blue to purple, the stronger the larger, and the orange marks below it are the units that the mean-ratio rule assigns to the class's ensemble. " +
        "Means are over the correctly classified test images, units stand in the order of the class that they respond to most, and each panel runs from no color for 0 to the strongest for its largest mean, written below it.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool ShowsEveryClass => true;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        base.Shape(grid, data) with { PanelHeight = Math.Clamp(HeightPerClass * data.ClassNames.Count, 60, 200), Top = 34 + LegendStrip.Room };

    internal override Plot DrawPanel(PanelPlace place)
    {
        LayerRepresentation layer = place.Group.Layers[place.LayerIndex];
        int[] order = UnitOrder.ByPreferredClass(layer);
        float[][] means = [.. layer.ClassMeans.Select(mean => HeatMap.Narrow(order.Select(unit => mean[unit]).ToArray(), MostUnits))];
        float[][] marks = [.. RuleLabels.Find(layer, RuleLabels.MeanRatio).Select(units => HeatMap.Narrow(Marks(order, units), MostUnits))];
        double largest = Scale.Largest(means.SelectMany(mean => mean).Select(mean => (double)mean));
        Plot plot = Panel.Create(place.Title, UnitNames.In($"{layer.UnitCount} units, largest {Numbers.Short(largest)}", place.Group.Model));
        HeatMap.Add(plot, LinesPerClass * means.Length, means[0].Length, (row, column) => (row % LinesPerClass) < LinesPerClass - 1
            ? FigureColors.Quantity(largest > 0 ? means[row / LinesPerClass][column] / largest : 0)
            : marks.Length > 0 && marks[row / LinesPerClass][column] > 0 ? FigureColors.Vermilion : FigureColors.Paper);
        Panel.Bare(plot.Axes.Bottom);
        plot.WithNamesAtSide([.. ClassLabels.OfPanel(place.Data).Select(place.IfFirst)], LinesPerClass);
        return plot;
    }

    internal override void Complete(FigurePage page, ReportData data) => LegendStrip.Add(
        page,
        LegendStrip.Patch("mean activation", FigureColors.Quantity(0.7)),
        LegendStrip.Patch(data.Say("unit of the class's ensemble"), FigureColors.Vermilion));

    private static float[] Marks(int[] order, IReadOnlyList<int> units)
    {
        HashSet<int> members = [.. units];
        return [.. order.Select(unit => members.Contains(unit) ? 1f : 0)];
    }
}
