using Engram.Analysis.Images;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Images;

/// <summary>Weights of first-layer units as images.</summary>
public sealed class FirstWeightsFigure : Figure
{
    /// <inheritdoc/>
    public override string Name => "first-weights";

    /// <inheritdoc/>
    public override string Title => "Weights of the first layer as images";

    /// <inheritdoc/>
    public override string Explanation =>
        "A unit is excited where an image is bright and its weights are red, and inhibited where they are blue; weights of color images are drawn in the colors that they want, gray where they want none. " +
        "For every class it is the unit whose mean activation for the class lies furthest above that for the other classes, each runs to its own largest magnitude, and weights of inputs that carry labels are left out; of more than ten classes these are the first.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Units;

    internal override bool AppliesTo(ReportData data) => Groups(data).Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = Groups(data);
        FigurePage page = MapGroups.DrawStrips(
            groups,
            groups[0].Shown.Pictures!.Right.Length,
            new PanelGrid(1, 1) { Left = 44, GapX = 10, GapY = 52, Bottom = 30 + ColorBar.Room },
            (group, label, isFirst) => Picture(group.Shown.Pictures!, label, data.ClassNames[label], isFirst && groups.Count > 1 ? group.Label : ""));
        ColorBar.Add(page, "weight, as a share of the unit's largest magnitude", -1, 1, share => FigureColors.Signed((2 * share) - 1), Numbers.Tick);
        return page;
    }

    private static IReadOnlyList<RunGroup> Groups(ReportData data) => [.. ClassImages.WithUnits(data).Where(group => group.Shown.Pictures!.Weights is not null)];

    private static Plot Picture(ClassPictures pictures, int label, string title, string side)
    {
        int unit = pictures.Layers[0].Units[label];
        Plot plot = Pictures.Frame(title, unit == ClassPictures.None ? "no unit" : $"unit {unit}", side);
        int size = pictures.Image.InputSize;
        HeatMap.Add(plot, pictures.Image.Height, pictures.Image.Width, (row, column) =>
            Pictures.OfWeights(pictures.Weights.AsSpan(label * size, size), pictures.Image.Channels, (row * pictures.Image.Width) + column));
        return plot;
    }
}
