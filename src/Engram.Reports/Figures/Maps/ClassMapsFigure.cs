using Engram.Analysis.Maps;
using Engram.Families;
using Engram.Models;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Maps;

/// <summary>Where in an image a layer sees its class.</summary>
public sealed class ClassMapsFigure : Figure
{
    // How bright a black pixel is drawn, so that the color over it can be seen.
    private const double Darkest = 0.6;

    /// <inheritdoc/>
    public override string Name => "class-maps";

    /// <inheritdoc/>
    public override string Title => "Where the class is seen";

    /// <inheritdoc/>
    public override string Explanation =>
        "Red places of an image speak for its class and blue ones against it, laid over the first image of the class that is classified rightly, or the first of all where none is. " +
        "At each place of a layer's maps h it is Σ h · ∂s/∂h over channels, where s is the score that this layer gives to the class: for a linear head its weights times the maps, for prototypes what the maps do to the cosine, and for goodness a share of h²; maps are stretched over the image, each runs to its own largest magnitude, and of more than ten classes these are the first.";

    private protected override string Explain(ReportData data) => (MapGroups.Of(data).Any(group => ModelTable.Find(group.Model).Traits.ReadOut == ReadOut.Goodness)
        ? Explanation
        : Explanation.Replace(
            "the maps, for prototypes what the maps do to the cosine, and for goodness a share of h²",
            "the maps, and for prototypes what the maps do to the cosine",
            StringComparison.Ordinal)) + MapGroups.LabelNote(data);

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Maps;

    internal override bool AppliesTo(ReportData data) => MapGroups.Of(data).Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        FigurePage page = MapGroups.Draw(
            data,
            new PanelGrid(1, 1) { Left = 44, GapX = 10, GapY = 30, Bottom = 12 + ColorBar.Room },
            (group, layer, label, side) => Map(group.Shown.Maps!, group.Shown.Maps!.Layers[layer], label, data.ClassNames[label], side));
        ColorBar.Add(page, "Σ h · ∂s/∂h, as a share of the map's largest magnitude", -1, 1, share => FigureColors.SignedOnWhite((2 * share) - 1), Numbers.Tick);
        return page;
    }

    private static Plot Map(MapPictures maps, MapLayerPictures layer, int label, string title, string side)
    {
        Plot plot = Pictures.Frame(title, yLabel: side);
        (int height, int width) = (maps.Image.Height, maps.Image.Width);
        int size = layer.MapHeight * layer.MapWidth;
        float[] shares = layer.ClassMaps.AsSpan(label * size, size).ToArray();
        double reach = Scale.Largest(shares.Select(share => (double)Math.Abs(share)));
        byte[] pixels = maps.ExamplePixels.AsSpan(label * maps.Image.InputSize, maps.Image.InputSize).ToArray();
        HeatMap.Add(plot, height, width, (row, column) =>
        {
            float share = shares[((int)((long)row * layer.MapHeight / height) * layer.MapWidth) + (int)((long)column * layer.MapWidth / width)];
            return maps.Examples[label] == MapPictures.None
                ? FigureColors.Missing
                : Lit(FigureColors.SignedOnWhite(reach > 0 ? share / reach : 0), Pictures.Of(pixels, maps.Image.Channels, (row * width) + column));
        });
        return plot;
    }

    private static Color Lit(Color map, Color pixel)
    {
        double light = Darkest + ((1 - Darkest) * ((0.299 * pixel.R) + (0.587 * pixel.G) + (0.114 * pixel.B)) / 255);
        return new Color((byte)(map.R * light), (byte)(map.G * light), (byte)(map.B * light));
    }
}
