using ScottPlot;
using SkiaSharp;

namespace Engram.Reports.Drawing;

/// <summary>
/// Markers that are drawn as paths. The plotting library's own leave their path to the garbage collector while the native
/// library still reads it, which crashed the process once in a while.
/// </summary>
internal static class FigureMarkers
{
    // Height of an equilateral triangle's center above its base, and below its tip, for sides of length 1.
    private const float TriangleBase = 0.28867513f;
    private const float TriangleTip = 0.57735027f;

    /// <summary>Adds a marker.</summary>
    public static ScottPlot.Plottables.Marker Add(Plot plot, double x, double y, MarkerShape shape, float size, Color color)
    {
        ScottPlot.Plottables.Marker marker = plot.Add.Marker(x, y, shape, size, color);
        marker.MarkerStyle.CustomRenderer = Renderer(shape);
        return marker;
    }

    /// <summary>What draws a shape, or null where the library's own way needs no path.</summary>
    public static IMarker? Renderer(MarkerShape shape) => shape switch
    {
        MarkerShape.FilledTriangleUp => new PathMarker(Triangle, isFilled: true),
        MarkerShape.OpenTriangleUp => new PathMarker(Triangle, isFilled: false),
        MarkerShape.FilledDiamond => new PathMarker(Diamond, isFilled: true),
        MarkerShape.OpenDiamond => new PathMarker(Diamond, isFilled: false),
        MarkerShape.HorizontalBar => new PathMarker(Bar, isFilled: false),
        _ => null,
    };

    private static SKPoint[] Triangle(float size) =>
        [new(-size / 2, size * TriangleBase), new(0, -size * TriangleTip), new(size / 2, size * TriangleBase)];

    private static SKPoint[] Diamond(float size) => [new(-size / 2, 0), new(0, -size / 2), new(size / 2, 0), new(0, size / 2)];

    private static SKPoint[] Bar(float size) => [new(-size / 2, 0), new(size / 2, 0)];

    private sealed class PathMarker(Func<float, SKPoint[]> corners, bool isFilled) : IMarker
    {
        public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle)
        {
            using var path = new SKPath();
            SKPoint[] points = corners(size);
            path.AddPoly([.. points.Select(point => new SKPoint(center.X + point.X, center.Y + point.Y))], close: points.Length > 2);
            if (isFilled)
            {
                ScottPlot.Drawing.FillPath(canvas, paint, path, markerStyle.FillStyle);
            }
            else
            {
                ScottPlot.Drawing.DrawPath(canvas, paint, path, markerStyle.LineStyle);
            }
        }
    }
}
