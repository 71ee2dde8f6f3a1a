using Engram.Analysis.Maps;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Maps;

/// <summary>The places that activate a channel most.</summary>
public sealed class PatchesFigure : Figure
{
    private const int PlacesPerRow = 3;

    /// <inheritdoc/>
    public override string Name => "patches";

    /// <inheritdoc/>
    public override string Title => "What activates channels most";

    /// <inheritdoc/>
    public override string Explanation =>
        "Nine squares that look alike say what a channel answers to; for every class it is the channel of the layer whose mean activation for the class lies furthest above that for the other classes, each channel taken once. " +
        "Squares are the places of all test images, one of each image, at which the channel is most active, as large as what it sees there; what lies outside of an image is light gray, and of more than ten classes these are the first.";

    private protected override string Explain(ReportData data) => Explanation + MapGroups.LabelNote(data);

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Maps;

    internal override bool AppliesTo(ReportData data) => MapGroups.Of(data).Count > 0;

    internal override FigurePage Draw(ReportData data) => MapGroups.Draw(
        data,
        new PanelGrid(1, 1) { Left = 44, GapX = 10, GapY = 52, Bottom = 30 },
        (group, layer, label, side) => Places(group.Shown.Maps!, group.Shown.Maps!.Layers[layer], label, data.ClassNames[label], side));

    private static Plot Places(MapPictures maps, MapLayerPictures layer, int label, string title, string side)
    {
        int channel = layer.Channels[label];
        Plot plot = Pictures.Frame(title, channel == MapPictures.None ? "no channel" : $"channel {channel}", side);
        int count = MapPictures.PlacesOfChannel;
        Pictures.AddGallery(plot, count, PlacesPerRow, count / PlacesPerRow, layer.PatchHeight, layer.PatchWidth, (place, row, column) => Pixel(maps, layer, (label * count) + place, row, column));
        return plot;
    }

    private static Color Pixel(MapPictures maps, MapLayerPictures layer, int place, int row, int column)
    {
        ReadOnlySpan<int> at = layer.Places.AsSpan(3 * place, 3);
        (long y, long x) = ((long)at[1] + row, (long)at[2] + column);
        bool isInside = at[0] != MapPictures.None && y >= 0 && y < maps.Image.Height && x >= 0 && x < maps.Image.Width;
        int size = layer.PatchHeight * layer.PatchWidth * maps.Image.Channels;
        return isInside
            ? Pictures.Of(layer.Patches.AsSpan(place * size, size), maps.Image.Channels, (row * layer.PatchWidth) + column)
            : FigureColors.Missing;
    }
}
