using ScottPlot;
using SkiaSharp;

namespace Engram.Reports.Drawing;

/// <summary>Matrices as colored cells; row 0 on top, cell (row, column) centered at (column, −row).</summary>
internal static class HeatMap
{
    /// <summary>Draws a matrix of colors and sets the axes to its edges.</summary>
    public static void Add(Plot plot, int rows, int columns, Func<int, int, Color> color)
    {
        using var bitmap = new SKBitmap(columns, rows);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Color cell = color(row, column);
                bitmap.SetPixel(column, row, new SKColor(cell.R, cell.G, cell.B));
            }
        }

        var place = new CoordinateRect(-0.5, columns - 0.5, 0.5 - rows, 0.5);
        plot.Add.ImageRect(new Image(bitmap), place).AntiAlias = false;
        plot.Axes.SetLimits(place.Left, place.Right, place.Bottom, place.Top);
        Frame(plot, place);
    }

    /// <summary>Writes numbers into cells.</summary>
    public static void Annotate(Plot plot, int rows, int columns, Func<int, int, string> text, Func<int, int, Color> background)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ScottPlot.Plottables.Text label = plot.Add.Text(text(row, column), column, -row);
                label.LabelFontName = FigureFont.Name;
                label.LabelFontSize = FigureStyle.CellSize;
                label.LabelAlignment = Alignment.MiddleCenter;
                label.LabelFontColor = FigureColors.TextOn(background(row, column));
            }
        }
    }

    /// <summary>
    /// Columns averaged into fewer, each a mean over an equal stretch, so that what is drawn is what a screen can show.
    /// </summary>
    public static float[] Narrow(ReadOnlySpan<float> row, int columns)
    {
        if (row.Length <= columns)
        {
            return row.ToArray();
        }

        float[] narrow = new float[columns];
        double stretch = (double)row.Length / columns;
        for (int column = 0; column < columns; column++)
        {
            double start = column * stretch, end = start + stretch, sum = 0;
            for (int i = (int)start; i < row.Length && i < end; i++)
            {
                sum += row[i] * (Math.Min(i + 1, end) - Math.Max(i, start));
            }

            narrow[column] = (float)(sum / stretch);
        }

        return narrow;
    }

    private static void Frame(Plot plot, CoordinateRect place)
    {
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Bottom.FrameLineStyle.Width = 0;
        ScottPlot.Plottables.Rectangle frame = plot.Add.Rectangle(place);
        frame.FillColor = Colors.Transparent;
        frame.LineColor = FigureColors.Hairline;
        frame.LineWidth = 1;
    }
}
