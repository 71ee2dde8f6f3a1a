using Engram.Analysis.Images;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Images;

/// <summary>The images that drive single units most.</summary>
public sealed class UnitImagesFigure : Figure
{
    private const int ImagesPerRow = 3;

    /// <inheritdoc/>
    public override string Name => "unit-images";

    /// <inheritdoc/>
    public override string Title => "Images that drive single units most";

    /// <inheritdoc/>
    public override string Explanation =>
        "Nine images of one class say that a unit answers to it; for every class it is the unit of the layer whose mean activation for the class lies furthest above that for the other classes, each unit taken once. " +
        "Images are the nine of all test images, each with its true label, for which the unit is most active, the largest first; of more than ten classes these are the first.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Units;

    internal override bool AppliesTo(ReportData data) => ClassImages.WithUnits(data).Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = ClassImages.WithUnits(data);
        return MapGroups.DrawStrips(
            [.. groups.SelectMany(group => group.Shown.Pictures!.Layers.Select((_, layer) => (group, layer)))],
            groups[0].Shown.Pictures!.Right.Length,
            new PanelGrid(1, 1) { Left = 44, GapX = 10, GapY = 52, Bottom = 30 },
            (strip, label, isFirst) => Gallery(
                strip.group.Shown.Pictures!, strip.layer, label, data.ClassNames[label], isFirst ? ClassImages.Side(data, strip.group, $"layer {strip.layer + 1}") : ""));
    }

    private static Plot Gallery(ClassPictures pictures, int layer, int label, string title, string side)
    {
        (int[] units, int[] images) = (pictures.Layers[layer].Units, pictures.Layers[layer].Images);
        Plot plot = Pictures.Frame(title, units[label] == ClassPictures.None ? "no unit" : $"unit {units[label]}", side);
        int count = TopImages.PerUnit;
        Pictures.AddGallery(
            plot, count, ImagesPerRow, count / ImagesPerRow, pictures.Image.Height, pictures.Image.Width, (place, row, column) => ClassImages.Pixel(pictures, images[(label * count) + place], row, column));
        return plot;
    }
}
