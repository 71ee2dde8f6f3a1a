using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Which classes are taken for which.</summary>
public sealed class ConfusionFigure : LayerFigure
{
    private const float HeightPerClass = 24;

    /// <inheritdoc/>
    public override string Name => "confusion";

    /// <inheritdoc/>
    public override string Title => "Which classes are taken for which";

    /// <inheritdoc/>
    public override string Explanation =>
        "A line is a class and a column what its images are taken for: the gray diagonal holds the images that are classified rightly, and the stronger the color of another cell, the more are mistaken. " +
        "Counted are all test images of one run, images without a prediction are in no cell, and all panels have one color scale, which the diagonal does not enter.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Result;

    internal override bool ShowsEveryClass => true;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => group.Shown.Analysis.Confusion is { Count: > 0 })];

    internal override int PanelCount(RunGroup group) => 1;

    internal override string PanelName(int layerIndex) => "test images";

    internal override PanelGrid Shape(PanelGrid grid, ReportData data)
    {
        grid = ClassMatrix.Shape(grid, data);
        grid = grid with { Left = grid.Left + 20, Bottom = grid.Bottom + 20 + ColorBar.Room, GapY = 60 };
        return grid with { PanelHeight = Math.Min(grid.PanelWidth, HeightPerClass * Math.Min(data.ClassNames.Count, 20)) };
    }

    internal override Plot DrawPanel(PanelPlace place)
    {
        IReadOnlyList<IReadOnlyList<int>> counts = place.Group.Shown.Analysis.Confusion!;
        double largest = Largest(place.Data);
        return ClassMatrix.Draw(
            place with { Title = place.Group.Label },
            (row, column) => row == column ? FigureColors.Missing : FigureColors.Quantity(counts[row][column] / largest),
            (row, column) => row != column && counts[row][column] == 0 ? "" : $"{counts[row][column]}",
            "taken for",
            "class");
    }

    internal override void Complete(FigurePage page, ReportData data) =>
        ColorBar.Add(page, "images taken for another class", 0, Largest(data), FigureColors.Quantity, Numbers.Count);

    private double Largest(ReportData data) => Math.Max(1, Scale.Largest(
        from counts in Groups(data).Select(runs => runs.Shown.Analysis.Confusion!)
        from row in Enumerable.Range(0, counts.Count)
        from column in Enumerable.Range(0, counts.Count)
        where row != column
        select (double)counts[row][column]));
}
