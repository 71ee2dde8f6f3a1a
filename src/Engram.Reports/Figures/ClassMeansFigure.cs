using Engram.Analysis;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Mean activation of every unit per class, with the units of the class's ensemble marked.</summary>
public sealed class ClassMeansFigure : LayerFigure
{
    private const int MostColumns = 400;

    // A class takes two lines of means and one line of marks.
    private const int LinesPerClass = 3;

    /// <inheritdoc/>
    public override string Name => "class-means";

    /// <inheritdoc/>
    public override string Title => "Mean activation of every class, ensembles marked";

    /// <inheritdoc/>
    public override string Explanation =>
        "Each class's mean activation of every unit is drawn from white over blue to purple, and the orange marks below it are the units that the mean-ratio rule assigns to the class's ensemble. " +
        "Means are over the correctly classified test images, units stand in the order of the class that they respond to most, and each panel runs from white for 0 to dark for its largest mean, written below it.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool ShowsEveryClass => true;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { Left = ClassLabels.RoomAtSide(data), PanelHeight = 200, GapY = 62, Bottom = 40, Top = 34 + LegendStrip.Room };

    internal override Plot DrawPanel(PanelPlace place)
    {
        LayerRepresentation layer = place.Group.Layers[place.LayerIndex];
        int[] order = UnitOrder.ByPreferredClass(layer);
        float[][] means = [.. layer.ClassMeans.Select(mean => HeatMap.Narrow(order.Select(unit => mean[unit]).ToArray(), MostColumns))];
        float[][] marks = [.. RuleLabels.Find(layer, RuleLabels.MeanRatio).Select(units => HeatMap.Narrow(Marks(order, units), MostColumns))];
        double darkest = Scale.Largest(means.SelectMany(mean => mean).Select(mean => (double)mean));
        Plot plot = Panel.Create(place.Title, UnitNames.In($"{layer.UnitCount} units, darkest {Numbers.Short(darkest)}", place.Group.Model));
        HeatMap.Add(plot, LinesPerClass * means.Length, means[0].Length, (row, column) => (row % LinesPerClass) < LinesPerClass - 1
            ? FigureColors.Quantity(darkest > 0 ? means[row / LinesPerClass][column] / darkest : 0)
            : marks.Length > 0 && marks[row / LinesPerClass][column] > 0 ? FigureColors.Vermilion : Colors.White);
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
