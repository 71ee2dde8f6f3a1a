using Engram.Analysis.Images;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using ScottPlot;

namespace Engram.Reports.FigureParts;

/// <summary>Groups of runs that have kept images of their classes, and pictures of these.</summary>
internal static class ClassImages
{
    /// <summary>The groups.</summary>
    public static IReadOnlyList<RunGroup> Of(ReportData data) => [.. data.Groups.Where(group => group.Shown.Pictures is { Samples.Length: > 0 })];

    /// <summary>Those whose layers are fully connected, so that units can be shown.</summary>
    public static IReadOnlyList<RunGroup> WithUnits(ReportData data) => [.. Of(data).Where(group => group.Shown.Pictures!.Layers.Count > 0)];

    /// <summary>What is said at the side of the first panel in a row.</summary>
    public static string Side(ReportData data, RunGroup group, string what) => data.Groups.Count > 1 ? $"{group.Label}, {what}" : what;

    /// <summary>The color of a pixel of one of the images.</summary>
    public static Color Pixel(ClassPictures pictures, int image, int row, int column)
    {
        int size = pictures.Image.InputSize;
        return image == ClassPictures.None
            ? FigureColors.Missing
            : Pictures.Of(pictures.Pixels.AsSpan(image * size, size), pictures.Image.Channels, (row * pictures.Image.Width) + column);
    }
}
