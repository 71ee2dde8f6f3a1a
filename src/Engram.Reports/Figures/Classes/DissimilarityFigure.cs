using Engram.Analysis.Similarity;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Classes;

/// <summary>How unlike the mean activations of every two classes are.</summary>
public sealed class DissimilarityFigure : LayerFigure
{
    private const string Distance = "correlation";

    // 1 − r reaches 2 only where classes are opposites, which activations from 0 on hardly are.
    private const double Largest = 1.2;

    /// <inheritdoc/>
    public override string Name => "dissimilarity";

    /// <inheritdoc/>
    public override string Title => "How unlike classes are, layer by layer";

    /// <inheritdoc/>
    public override string Explanation =>
        "Pale cells are classes whose images activate the same units, dark ones classes with nothing in common; compared with other layers, with pixels and with confusions they say what a layer takes for alike. " +
        "Cells are 1 − r with Pearson's correlation r of the mean activations of two classes over all units, for all test images with their true label where a network has labels in its input.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool ShowsEveryClass => true;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => PanelCount(group) > 0)];

    internal override int PanelCount(RunGroup group) => group.Shown.Analysis.Similarity is { Dissimilarities.Count: > 0 } ? group.Layers.Count : 0;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        ClassMatrix.Shape(grid, data) with { Bottom = ClassLabels.RoomBelow(data) + ColorBar.Room };

    internal override Plot DrawPanel(PanelPlace place)
    {
        ClassDissimilarities? shown = place.Group.Shown.Analysis.Similarity!.Dissimilarities.FirstOrDefault(
            source => source.Source == $"layer-{place.LayerIndex + 1}" && source.Distance == Distance);
        int classes = place.Data.ClassNames.Count;
        double? Cell(int row, int column)
        {
            (int one, int other) = (Math.Min(row, column), Math.Max(row, column));
            return row == column ? null : shown?.Values[(one * (classes - 1)) - (one * (one - 1) / 2) + other - one - 1];
        }

        return ClassMatrix.Draw(
            place,
            (row, column) => FigureColors.Quantity(Cell(row, column) is { } value ? Math.Min(1, value / Largest) : double.NaN),
            (row, column) => Cell(row, column) is { } value ? Numbers.Text(value, ".0") : "");
    }

    internal override void Complete(FigurePage page, ReportData data) =>
        ColorBar.Add(page, "dissimilarity 1 − r (darkest from 1.2 on)", 0, Largest, FigureColors.Quantity, value => Numbers.Text(value, "0.0"));
}
