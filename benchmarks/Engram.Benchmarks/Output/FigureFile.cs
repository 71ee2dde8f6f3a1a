using Engram.Reports.Drawing;

namespace Engram.Benchmarks.Output;

/// <summary>Writes figures beside the numbers that they show.</summary>
internal static class FigureFile
{
    /// <summary>Writes an SVG and a PNG file.</summary>
    /// <param name="page">The figure.</param>
    /// <param name="path">Where to, without extension.</param>
    /// <param name="title">What it is, for readers who cannot see it.</param>
    public static void Write(FigurePage page, string path, string title)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path + ".svg", page.ToSvg(Path.GetFileName(path), title));
        File.WriteAllBytes(path + ".png", page.ToPng(FigureStyle.PngScale));
        Console.WriteLine($"Written: {path}.svg, {path}.png");
    }
}
