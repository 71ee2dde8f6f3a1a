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

    private const float Diagonal = 0.35355338f;
    private const float Third = 1 / 6f;

    /// <summary>Adds a marker.</summary>
    public static ScottPlot.Plottables.Marker Add(Plot plot, double x, double y, MarkerShape shape, float size, Color color)
    {
        ScottPlot.Plottables.Marker marker = plot.Add.Marker(x, y, shape, size, color);
        marker.MarkerStyle.CustomRenderer = Renderer(shape);
        return marker;
    }

    /// <summary>What draws a shape, or null where the library's own way needs no path.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is known of the shape.</exception>
    public static IMarker? Renderer(MarkerShape shape) => shape switch
    {
        MarkerShape.FilledCircle or MarkerShape.OpenCircle or MarkerShape.OpenCircleWithDot or MarkerShape.FilledSquare or MarkerShape.OpenSquare => null,
        MarkerShape.FilledTriangleUp => new PathMarker(isFilled: true, TriangleUp),
        MarkerShape.OpenTriangleUp => new PathMarker(isFilled: false, TriangleUp),
        MarkerShape.FilledTriangleDown => new PathMarker(isFilled: true, TriangleDown),
        MarkerShape.OpenTriangleDown => new PathMarker(isFilled: false, TriangleDown),
        MarkerShape.FilledDiamond => new PathMarker(isFilled: true, Diamond),
        MarkerShape.OpenDiamond => new PathMarker(isFilled: false, Diamond),
        MarkerShape.HorizontalBar => new PathMarker(isFilled: false, Line(0.5f, 0)),
        MarkerShape.VerticalBar => new PathMarker(isFilled: false, Line(0, 0.5f)),
        MarkerShape.Cross => new PathMarker(isFilled: false, Line(0.5f, 0), Line(0, 0.5f)),
        MarkerShape.Eks => new PathMarker(isFilled: false, Line(0.5f, 0.5f), Line(0.5f, -0.5f)),
        MarkerShape.Asterisk => new PathMarker(isFilled: false, Line(0.5f, 0), Line(0, 0.5f), Line(Diagonal, Diagonal), Line(Diagonal, -Diagonal)),
        MarkerShape.HashTag => new PathMarker(isFilled: false, Line(0.5f, 0, y: -Third), Line(0.5f, 0, y: Third), Line(0, 0.5f, x: -Third), Line(0, 0.5f, x: Third)),
        MarkerShape.TriUp => new PathMarker(isFilled: false, [.. TriangleDown.Select(corner => (SKPoint[])[default, corner])]),
        MarkerShape.OpenCircleWithCross => new PathMarker(isFilled: false, Line(0.5f, 0), Line(0, 0.5f)) { HasCircle = true },
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Its lines are not known; write them beside the others."),
    };

    private static SKPoint[] TriangleUp => [new(-0.5f, TriangleBase), new(0, -TriangleTip), new(0.5f, TriangleBase)];

    private static SKPoint[] TriangleDown => [.. TriangleUp.Select(corner => new SKPoint(corner.X, -corner.Y))];

    private static SKPoint[] Diamond => [new(-0.5f, 0), new(0, -0.5f), new(0.5f, 0), new(0, 0.5f)];

    // To both sides of a point.
    private static SKPoint[] Line(float toX, float toY, float x = 0, float y = 0) => [new(x - toX, y - toY), new(x + toX, y + toY)];

    /// <param name="isFilled">Whether the inside is drawn, and otherwise the lines.</param>
    /// <param name="lines">Lines of two points, or closed ones of more, of a marker of size 1.</param>
    private sealed class PathMarker(bool isFilled, params SKPoint[][] lines) : IMarker
    {
        /// <summary>Whether a circle goes around them.</summary>
        public bool HasCircle { get; init; }

        public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle)
        {
            using var path = new SKPath();
            foreach (SKPoint[] line in lines)
            {
                path.AddPoly([.. line.Select(point => new SKPoint(center.X + (size * point.X), center.Y + (size * point.Y)))], close: line.Length > 2);
            }

            if (isFilled)
            {
                ScottPlot.Drawing.FillPath(canvas, paint, path, markerStyle.FillStyle);
            }
            else
            {
                ScottPlot.Drawing.DrawPath(canvas, paint, path, markerStyle.LineStyle);
            }

            if (HasCircle)
            {
                ScottPlot.Drawing.DrawCircle(canvas, center, size / 2, markerStyle.LineStyle, paint);
            }
        }
    }
}
