using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>How many units the ensembles of two classes share.</summary>
public sealed class SharedUnitsFigure : LayerFigure
{
    /// <inheritdoc/>
    public override string Name => "shared-units";

    /// <inheritdoc/>
    public override string Title => "Units that two classes' ensembles share";

    /// <inheritdoc/>
    public override string Explanation =>
        "Cells off the diagonal count the units that belong to the ensembles of both classes, and the gray diagonal holds the ensembles' sizes. " +
        "Ensembles are those of the mean-ratio rule over correctly classified test images, and all panels have one color scale, which the sizes do not enter.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool ShowsEveryClass => true;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        ClassMatrix.Shape(grid, data) with { Bottom = ClassLabels.RoomBelow(data) + ColorBar.Room };

    internal override Plot DrawPanel(PanelPlace place)
    {
        IReadOnlyList<IReadOnlyList<int>>? counts = RuleLabels.Set(place.Group.Layers[place.LayerIndex], RuleLabels.MeanRatio)?.Shared.Counts;
        double largest = Largest(place.Data);
        return ClassMatrix.Draw(
            place,
            (row, column) => row == column || counts is null ? FigureColors.Missing : FigureColors.Quantity(counts[row][column] / largest),
            (row, column) => counts is null || (row != column && counts[row][column] == 0) ? "" : $"{counts[row][column]}");
    }

    internal override void Complete(FigurePage page, ReportData data) =>
        ColorBar.Add(page, data.Say("shared units"), 0, Largest(data), FigureColors.Quantity, Numbers.Count);

    private static double Largest(ReportData data) => Math.Max(1, Scale.Largest(
        from layer in data.Groups.SelectMany(runs => runs.Layers)
        let counts = RuleLabels.Set(layer, RuleLabels.MeanRatio)?.Shared.Counts
        where counts is not null
        from row in Enumerable.Range(0, counts.Count)
        from column in Enumerable.Range(0, counts.Count)
        where row != column
        select (double)counts[row][column]));
}
