using ScottPlot;

namespace Engram.Reports.Drawing;

/// <summary>Small pictures of pixels.</summary>
internal static class Pictures
{
    /// <summary>An empty panel for a picture.</summary>
    public static Plot Frame(string title, string xLabel = "", string yLabel = "")
    {
        Plot plot = Panel.Create(title, xLabel, yLabel);
        Panel.Bare(plot.Axes.Left);
        Panel.Bare(plot.Axes.Bottom);
        return plot;
    }

    // Red, green, blue, and opacity.
    private const int MostColors = 4;
    private const int ColorChannels = 3;

    private static readonly Color Line = new("#888888");

    // Cells of a picture's side at least, so that the lines between pictures are thin whatever the size.
    private const int SmallestSide = 30;

    /// <summary>Pictures of one size in rows, with thin gray lines between them.</summary>
    /// <param name="plot">The panel.</param>
    /// <param name="count">Pictures.</param>
    /// <param name="columns">Pictures in a row.</param>
    /// <param name="rows">Rows of pictures; places without one stay empty.</param>
    /// <param name="height">Rows of pixels of each.</param>
    /// <param name="width">Columns of pixels.</param>
    /// <param name="color">The color of a pixel: picture, row, column.</param>
    public static void AddGallery(Plot plot, int count, int columns, int rows, int height, int width, Func<int, int, int, Color> color) => HeatMap.Add(
        plot,
        (rows * (Cells(height) + 1)) - 1,
        (columns * (Cells(width) + 1)) - 1,
        (row, column) =>
        {
            int picture = (row / (Cells(height) + 1) * columns) + (column / (Cells(width) + 1));
            (int y, int x) = (row % (Cells(height) + 1), column % (Cells(width) + 1));
            return picture >= count ? FigureColors.Paper
                : y == Cells(height) || x == Cells(width) ? Line
                : color(picture, y * height / Cells(height), x * width / Cells(width));
        });

    /// <summary>The color of a weight of an input: with three channels what mixture it wants, gray for none, otherwise blue to red by its mean over channels.</summary>
    /// <param name="weights">[channels, pixels]; their largest magnitude has the full color.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixel">The pixel.</param>
    public static Color OfWeights(ReadOnlySpan<float> weights, int channels, int pixel)
    {
        double largest = 0;
        foreach (float weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        double[] shares = new double[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            shares[channel] = largest > 0 ? weights[(channel * (weights.Length / channels)) + pixel] / largest : 0;
        }

        return channels == ColorChannels ? new Color(Level(shares[0]), Level(shares[1]), Level(shares[2])) : FigureColors.Signed(shares.Average());
    }

    private static byte Level(double share) => (byte)Math.Round(255 * (0.5 + (0.5 * Math.Clamp(share, -1, 1))));

    private static int Cells(int length) => Math.Max(1, SmallestSide / length) * length;

    /// <summary>The color of a pixel: its brightness, with three channels their mixture, with frames, which are more than four, the brightest.</summary>
    /// <param name="pixels">[channels, pixels].</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixel">The pixel.</param>
    public static Color Of(ReadOnlySpan<byte> pixels, int channels, int pixel)
    {
        int count = pixels.Length / channels;
        byte first = pixels[pixel];
        for (int channel = 1; channels > MostColors && channel < channels; channel++)
        {
            first = Math.Max(first, pixels[(channel * count) + pixel]);
        }

        return channels == ColorChannels ? new Color(first, pixels[count + pixel], pixels[(2 * count) + pixel]) : new Color(first, first, first);
    }
}
