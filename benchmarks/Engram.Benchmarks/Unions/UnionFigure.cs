using Engram.Reports.Drawing;
using ScottPlot;

namespace Engram.Benchmarks.Unions;

/// <summary>Unions over epochs: a column per layer, positives above and negatives below.</summary>
internal static class UnionFigure
{
    private static readonly (int TileSize, Color Color)[] Tiles =
        [(1, FigureColors.Black), (4, FigureColors.SkyBlue), (8, FigureColors.Blue), (12, FigureColors.Purple)];

    private static readonly (string Samples, string SortedBy)[] Kinds = [("positive", "true label"), ("negative", "true label")];

    public static FigurePage Draw(IReadOnlyList<UnionRow> rows)
    {
        int[] layers = [.. rows.Select(row => row.Layer).Distinct().Order()];
        PanelGrid grid = new(Kinds.Length, layers.Length) { PanelHeight = 150, Top = 34 + LegendStrip.Room, GapY = 52 };
        FigurePage page = new(grid.Height);
        for (int kind = 0; kind < Kinds.Length; kind++)
        {
            for (int column = 0; column < layers.Length; column++)
            {
                page.Add(DrawPanel(rows, Kinds[kind], layers[column], column == 0, kind == Kinds.Length - 1), grid[kind, column]);
            }
        }

        LegendStrip.Add(page,
        [
            .. Tiles.Select(tile => LegendStrip.Line(tile.TileSize == 1 ? "one sample" : $"union of {tile.TileSize}", tile.Color, LinePattern.Solid)),
            LegendStrip.Line("in order of label", FigureColors.Ink, LinePattern.Solid),
            LegendStrip.Line("in no order", FigureColors.Ink, LinePattern.Dotted),
        ]);
        return page;
    }

    private static Plot DrawPanel(IReadOnlyList<UnionRow> rows, (string Samples, string SortedBy) kind, int layer, bool first, bool last)
    {
        Plot plot = Panel.Create($"layer {layer}, {kind.Samples}s", last ? "epoch" : "", first ? "share of units" : "").WithHorizontalLines();
        foreach ((int tileSize, Color color) in Tiles)
        {
            AddLine(plot, rows, row => row.Order == kind.SortedBy && Belongs(row), color, LinePattern.Solid);
            if (tileSize > 1)
            {
                AddLine(plot, rows, row => row.Order == "none" && Belongs(row), color, LinePattern.Dotted);
            }

            bool Belongs(UnionRow row) => row.Layer == layer && row.Samples == kind.Samples && row.TileSize == tileSize;
        }

        int epochs = rows.Max(row => row.Epoch);
        plot.WithHorizontalTicks(0, Math.Max(2, epochs), value => Numbers.Text(value, "0.#"), count: 4);
        return plot.WithVerticalTicks(0, 1, Numbers.Tick, first);
    }

    private static void AddLine(Plot plot, IReadOnlyList<UnionRow> rows, Func<UnionRow, bool> belongs, Color color, LinePattern pattern)
    {
        Coordinates[] points = [.. rows.Where(belongs).OrderBy(row => row.Epoch).Select(row => new Coordinates(row.Epoch, row.Share))];
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(points, color);
        line.LineWidth = 2;
        line.LinePattern = pattern;
    }
}
