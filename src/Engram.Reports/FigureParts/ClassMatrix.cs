using Engram.Reports.Data;
using Engram.Reports.Drawing;
using ScottPlot;

namespace Engram.Reports.FigureParts;

/// <summary>A class × class matrix as a heat map with class names.</summary>
internal static class ClassMatrix
{
    // Three digits and some air.
    private const float CellWidth = 22;

    /// <summary>Draws the matrix.</summary>
    /// <param name="place">The panel.</param>
    /// <param name="color">A cell's color.</param>
    /// <param name="text">What is written into a cell, where cells have room for it.</param>
    /// <param name="xLabel">What the columns are.</param>
    /// <param name="yLabel">What the rows are.</param>
    public static Plot Draw(PanelPlace place, Func<int, int, Color> color, Func<int, int, string>? text = null, string xLabel = "", string yLabel = "")
    {
        string[] names = ClassLabels.OfPanel(place.Data);
        Plot plot = Panel.Create(place.Title, place.IfLast(xLabel), place.IfFirst(yLabel));
        HeatMap.Add(plot, names.Length, names.Length, color);
        if (text is not null && ClassLabels.CellsHoldText(place.Data))
        {
            HeatMap.Annotate(plot, names.Length, names.Length, text, color);
        }

        plot.WithNamesAtSide([.. names.Select(place.IfFirst)]);
        return plot.WithNamesBelow([.. names.Select(place.IfLast)], ClassLabels.Upright(place.Data));
    }

    /// <summary>Room for class names at the side and below, and in cells for three digits where there are numbers in them.</summary>
    public static PanelGrid Shape(PanelGrid grid, ReportData data)
    {
        grid = grid with { Left = ClassLabels.RoomAtSide(data), GapX = 12, GapY = 34, Bottom = ClassLabels.RoomBelow(data) };
        float width = grid.Left + grid.Right + ((grid.Columns - 1) * grid.GapX) + (grid.Columns * data.ClassNames.Count * CellWidth);
        return ClassLabels.CellsHoldText(data) ? grid with { Width = Math.Max(grid.Width, width) } : grid;
    }
}
