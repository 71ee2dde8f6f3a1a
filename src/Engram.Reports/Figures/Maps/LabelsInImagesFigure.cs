using Engram.Analysis.Maps;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Maps;

/// <summary>How a label looks in an image.</summary>
public sealed class LabelsInImagesFigure : Figure
{
    /// <inheritdoc/>
    public override string Name => "labels-in-images";

    /// <inheritdoc/>
    public override string Title => "An image with each label";

    /// <inheritdoc/>
    public override string Explanation =>
        "To classify an image, the network compares it with itself under every label. " +
        "This is the first image that the figures below show, with the label of each class in it; of more than ten classes these are the first.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Maps;

    internal override bool AppliesTo(ReportData data) => Groups(data).Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        IReadOnlyList<RunGroup> groups = Groups(data);
        return MapGroups.DrawStrips(
            groups,
            groups[0].Shown.Maps!.Examples.Length,
            new PanelGrid(1, 1) { Left = 44, GapX = 10, GapY = 30, Bottom = 12 },
            (group, label, isFirst) => Picture(group.Shown.Maps!, label, data.ClassNames[label], isFirst && groups.Count > 1 ? group.Label : ""));
    }

    private static IReadOnlyList<RunGroup> Groups(ReportData data) => [.. MapGroups.Of(data).Where(group => group.Shown.Maps!.LabelledPixels is not null)];

    private static Plot Picture(MapPictures maps, int label, string title, string side)
    {
        Plot plot = Pictures.Frame(title, yLabel: side);
        (ImageShape image, int size) = (maps.Image, maps.Image.InputSize);
        HeatMap.Add(plot, image.Height, image.Width, (row, column) =>
            Pictures.Of(maps.LabelledPixels.AsSpan(label * size, size), image.Channels, (row * image.Width) + column));
        return plot;
    }
}
