using Engram.Analysis.Ensembles;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>The Jaccard index of two classes' ensembles.</summary>
public sealed class SharedShareFigure : LayerFigure
{
    /// <inheritdoc/>
    public override string Name => "shared-share";

    /// <inheritdoc/>
    public override string Title => "Overlap of ensembles, in percent";

    /// <inheritdoc/>
    public override string Explanation =>
        "Each cell is the share of shared units among all units of the two ensembles, so that large and small ensembles can be compared; r says how far the overlap follows the likeness of the classes' mean images. " +
        "Cells are Jaccard indices of mean-ratio ensembles in percent, and r is Pearson's correlation, over pairs of classes, with the cosine similarity of the mean images.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool ShowsEveryClass => true;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        ClassMatrix.Shape(grid, data) with { Bottom = ClassLabels.RoomBelow(data) + ColorBar.Room };

    internal override Plot DrawPanel(PanelPlace place)
    {
        SharedUnits? shared = RuleLabels.Set(place.Group.Layers[place.LayerIndex], RuleLabels.MeanRatio)?.Shared;
        string correlation = shared?.PixelCorrelation is { } r ? $", r = {Numbers.Text(r, ".00")}" : "";
        double? Cell(int row, int column) => row == column ? null : shared?.Jaccard[row][column];
        return ClassMatrix.Draw(
            place with { Title = place.Title + correlation },
            (row, column) => FigureColors.Quantity(Cell(row, column) ?? double.NaN),
            (row, column) => Cell(row, column) is { } value && Math.Round(100 * value) is > 0 and var percent ? Numbers.Text(percent, "0") : "");
    }

    internal override void Complete(FigurePage page, ReportData data) =>
        ColorBar.Add(page, "Jaccard index, %", 0, 100, FigureColors.Quantity, value => Numbers.Text(value, "0"));
}
