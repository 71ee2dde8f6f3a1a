using Engram.Analysis.Lesions;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Lesions;

/// <summary>Which classes suffer when the ensemble of a class is silenced, beside random sets of like units.</summary>
public sealed class LesionMatrixFigure : Figure
{
    private const int MostColumns = 3;

    /// <inheritdoc/>
    public override string Name => "lesion-matrix";

    /// <inheritdoc/>
    public override string Title => "Loss of accuracy when an ensemble is silenced, in percent points";

    /// <inheritdoc/>
    public override string Explanation =>
        "A row is the class whose ensemble is silenced, and a column the class whose images are tested, on the diagonal the ensemble's own; below are means over random sets of as many other units of like activity. " +
        "Cells are the accuracy of the intact network less that of the lesioned one, as means over runs; ensembles are those of the mean-ratio rule over correctly classified test images.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Lesions;

    internal override bool ShowsEveryClass => true;

    internal override bool AppliesTo(ReportData data) => LesionGroups.Of(data).Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = LesionGroups.Of(data);
        (RunGroup Group, int[] Layers)[] bands = [.. groups.SelectMany(group => Enumerable.Range(0, LesionGroups.LayerCount(group)).Chunk(MostColumns).Select(layers => (group, layers)))];
        PanelGrid grid = ClassMatrix.Shape(new PanelGrid(2 * bands.Length, bands.Max(band => band.Layers.Length)), data) with { Bottom = ClassLabels.RoomBelow(data) + ColorBar.Room };
        FigurePage page = new(grid.Height, grid.Width);
        foreach ((int band, (RunGroup group, int[] layers)) in bands.Index())
        {
            foreach ((int column, int layer) in layers.Index())
            {
                string name = groups.Count == 1 ? $"Layer {layer + 1}" : $"{group.Label}, layer {layer + 1}";
                bool last = band == bands.Length - 1;
                page.Add(DrawMatrix(new PanelPlace(data, group, layer, layers.Length, column == 0, false, $"{name}: ensembles"), lesion => lesion.Damage?.Classes), grid[2 * band, column]);
                page.Add(DrawMatrix(new PanelPlace(data, group, layer, layers.Length, column == 0, last, "random sets"), lesion => lesion.Random?.Classes), grid[(2 * band) + 1, column]);
            }
        }

        ColorBar.Add(page, "loss of accuracy, percent points", -100, 100, value => FigureColors.Signed((2 * value) - 1), value => Numbers.Text(value, "0"));
        return page;
    }

    private static Plot DrawMatrix(PanelPlace place, Func<EnsembleLesion, IReadOnlyList<double?>?> damage)
    {
        double Cell(int row, int column) =>
            LesionGroups.Over(place.Group, place.LayerIndex, layer => damage(layer.Ensembles[row])?[column])?.Mean ?? double.NaN;
        return ClassMatrix.Draw(
            place,
            (row, column) => FigureColors.Signed(Cell(row, column)),
            (row, column) => Cell(row, column) is var value && double.IsFinite(value) && Math.Round(100 * value) is not 0 and var percent ? Numbers.Text(percent, "0") : "");
    }
}
