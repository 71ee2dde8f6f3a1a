using Engram.Reports.Drawing;
using ScottPlot;

namespace Engram.Benchmarks.ScaleCurves;

/// <summary>Time per multiply-add above, memory below, a column per curve.</summary>
internal static class ScaleFigure
{
    private static readonly (string Model, string Label, Color Color, LinePattern Pattern, MarkerShape Marker)[] Models =
    [
        ("ff", "FF", FigureColors.Blue, LinePattern.Solid, MarkerShape.FilledCircle),
        ("bp", "BP", FigureColors.Green, LinePattern.Dotted, MarkerShape.FilledTriangleUp),
    ];

    /// <summary>The figure, or null where nothing was measured that it shows.</summary>
    public static FigurePage? Draw(IReadOnlyList<ScaleRow> rows)
    {
        string[] curves = [.. rows.Select(row => row.Curve).Distinct().Where(curve => curve != "threads")];
        if (curves.Length == 0)
        {
            return null;
        }

        PanelGrid grid = new(2, curves.Length) { PanelHeight = 150, Top = 34 + LegendStrip.Room, GapY = 64, Bottom = 78, Left = 66 };
        FigurePage page = new(grid.Height);
        double slowest = Scale.RoundUp(rows.Max(row => row.NanosecondsPerThousandMultiplyAdds));
        for (int column = 0; column < curves.Length; column++)
        {
            ScaleRow[] curve = [.. rows.Where(row => row.Curve == curves[column])];
            string xLabel = curves[column] switch { "width" => "units per layer", "depth" => "layers", "batch" => "images per step", _ => "images" };
            Plot time = DrawCurve(curve, curves[column], "", column == 0 ? "ps per multiply-add" : "", row => row.NanosecondsPerThousandMultiplyAdds);
            page.Add(time.WithVerticalTicks(0, slowest, value => Numbers.Text(value, "0.##"), column == 0), grid[0, column]);
            Plot memory = DrawCurve(curve, "", xLabel, column == 0 ? "peak memory, MiB" : "", row => Math.Log10(row.PeakMebibytes));
            page.Add(memory.WithVerticalTicks(2, 4, value => Numbers.Count(Math.Round(Math.Pow(10, value) / 10) * 10), column == 0), grid[1, column]);
        }

        LegendStrip.Add(page, Models.Select(model => LegendStrip.Line(model.Label, model.Color, model.Pattern)));
        return page;
    }

    private static Plot DrawCurve(ScaleRow[] curve, string title, string xLabel, string yLabel, Func<ScaleRow, double> measure)
    {
        int[] values = [.. curve.Select(row => row.Value).Distinct().Order()];
        Plot plot = Panel.Create(title, xLabel, yLabel).WithHorizontalLines().WithNamesBelow([.. values.Select(value => Short(value))], upright: true);
        foreach ((string model, _, Color color, LinePattern pattern, MarkerShape marker) in Models)
        {
            Coordinates[] points = [.. curve.Where(row => row.Model == model).Select(row => new Coordinates(Array.IndexOf(values, row.Value), measure(row)))];
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(points, color);
            line.LineWidth = 2;
            line.LinePattern = pattern;
            line.MarkerShape = marker;
            line.MarkerSize = 7;
        }

        plot.Axes.SetLimitsX(-.4, values.Length - .6);
        return plot;
    }

    private static string Short(int value) => value switch
    {
        >= 1_000_000 => $"{value / 1_000_000}M",
        >= 10_000 => $"{value / 1000}k",
        _ => $"{value}",
    };
}
