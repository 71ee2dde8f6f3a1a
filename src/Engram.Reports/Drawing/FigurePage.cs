using System.Text;
using ScottPlot;
using SkiaSharp;

namespace Engram.Reports.Drawing;

/// <summary>
/// A figure while it is drawn: plots, each with the place of its data area on the page. One page is drawn at a time in the whole
/// process, because figures share their typefaces.
/// </summary>
internal sealed class FigurePage(float height, float width = FigureStyle.Width)
{
    /// <summary>Room around a data area for its ticks, labels and title. Plots may overlap there; they have no background.</summary>
    private const float Margin = 140;

    // Most rows are like the one above: without that filter, packing takes four times as long and files are larger.
    private static readonly SKPngEncoderOptions PngOptions = new(SKPngEncoderFilterFlags.Up, 3);

    private static readonly Lock _drawing = new();

    private readonly List<(Plot Plot, PixelRect DataArea)> _plots = [];

    // What is drawn on, as it is where the page is made.
    private readonly Color _paper = FigureColors.Paper;

    /// <summary>Height in pixels of the page.</summary>
    public float Height { get; } = height;

    /// <summary>Width in pixels of the page.</summary>
    public float Width { get; } = width;

    /// <summary>Puts a plot on the page.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="dataArea">Where its data go, in pixels of the page.</param>
    public void Add(Plot plot, PixelRect dataArea) => _plots.Add((plot, dataArea));

    /// <summary>The figure as SVG text. Identifiers carry the name, so that several figures can stand in one document.</summary>
    public string ToSvg(string name, string title)
    {
        using var stream = new MemoryStream();
        lock (_drawing)
        {
            DrawSvg(stream);
        }

        return SvgCleaning.Clean(Encoding.UTF8.GetString(stream.ToArray()), name, title);
    }

    private void DrawSvg(MemoryStream stream)
    {
        using SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), stream);
        Draw(canvas);
    }

    /// <summary>The figure as a PNG file.</summary>
    public byte[] ToPng(float scale)
    {
        lock (_drawing)
        {
            return DrawPng(scale);
        }
    }

    private byte[] DrawPng(float scale)
    {
        // Paper lies below everything, so a pixel needs three bytes instead of four.
        using var surface = SKSurface.Create(new SKImageInfo((int)(Width * scale), (int)(Height * scale), SKImageInfo.PlatformColorType, SKAlphaType.Opaque));
        surface.Canvas.Scale(scale);
        Draw(surface.Canvas);
        using var file = new MemoryStream();
        using SKPixmap pixels = surface.PeekPixels();
        pixels.Encode(file, PngOptions);
        return file.ToArray();
    }

    private void Draw(SKCanvas canvas)
    {
        canvas.Clear(new SKColor(_paper.R, _paper.G, _paper.B));
        foreach ((Plot plot, PixelRect area) in _plots)
        {
            plot.Layout.Fixed(new PixelPadding(Margin));
            var place = new PixelRect(area.Left - Margin, area.Right + Margin, area.Bottom + Margin, area.Top - Margin);
            if (plot.RenderManager.RenderCount == 0)
            {
                // A plot's first rendering draws everything twice, because it finds its layout on the way.
                using var nowhere = new SKNoDrawCanvas((int)Width, (int)Height);
                plot.RenderManager.Render(nowhere, place);
            }

            plot.RenderManager.Render(canvas, place);
        }
    }
}
