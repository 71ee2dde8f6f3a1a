using ScottPlot;

namespace Engram.Reports.Drawing;

/// <summary>A legend in one line on top of a page.</summary>
internal static class LegendStrip
{
    /// <summary>Pixels that the legend takes at the top of a page.</summary>
    public const float Room = 24;

    public static void Add(FigurePage page, params IEnumerable<LegendItem> items) => AddAt(page, 0, items);

    /// <summary>A legend further down, for the panels below it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="top">Where the room for it begins.</param>
    /// <param name="items">What it says.</param>
    public static void AddAt(FigurePage page, float top, IEnumerable<LegendItem> items)
    {
        Plot plot = Panel.Create();
        plot.HideAxesAndGrid();
        plot.Legend.ManualItems.AddRange(items);
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.Alignment = Alignment.UpperCenter;
        plot.Legend.FontName = FigureFont.Name;
        plot.Legend.FontSize = FigureStyle.LabelSize;
        plot.Legend.FontColor = FigureColors.Ink;
        plot.Legend.SetBestFontOnEachRender = false;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Colors.Transparent;
        plot.Legend.SymbolWidth = 26;
        plot.Legend.TightHorizontalWrapping = true;
        plot.Legend.Margin = new PixelPadding(0);
        plot.Legend.IsVisible = true;
        page.Add(plot, new PixelRect(0, page.Width, top + Room, top + 2));
    }

    public static LegendItem Patch(string text, Color color) => new() { LabelText = text, FillColor = color, OutlineWidth = 0 };

    public static LegendItem Line(string text, Color color, LinePattern pattern) =>
        new() { LabelText = text, LineColor = color, LineWidth = 2, LinePattern = pattern };

    public static LegendItem Marker(string text, MarkerShape shape, Color color)
    {
        var item = new LegendItem
        {
            LabelText = text,
            MarkerShape = shape,
            MarkerSize = 9,
            MarkerFillColor = color,
            MarkerLineColor = color,
            MarkerLineWidth = 1.5f,
        };
        item.MarkerStyle.CustomRenderer = FigureMarkers.Renderer(shape);
        return item;
    }

    /// <summary>One patch for every group of runs.</summary>
    public static IEnumerable<LegendItem> Groups(IEnumerable<RunGroup> groups) =>
        groups.Select(group => Patch(group.Label, group.Style.Color));
}
