using Engram.Storage;

namespace Engram.Reports.Drawing;

/// <summary>A figure's files: SVG for pages and papers, PNG in print resolution.</summary>
internal static class FigureFiles
{
    public static (string SvgPath, string Svg) Write(string folder, string name, string title, FigurePage page)
    {
        string svg = page.ToSvg(name, title);
        string svgPath = Path.Combine(folder, $"{name}.svg");
        AtomicFile.WriteAllText(svgPath, svg);
        byte[] print = page.ToPng(FigureStyle.PngScale * FigureStyle.Width / page.Width);
        AtomicFile.Write(Path.Combine(folder, $"{name}.png"), stream => stream.Write(print));
        return (svgPath, svg);
    }
}
