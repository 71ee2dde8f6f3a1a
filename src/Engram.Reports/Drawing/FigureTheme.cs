using ScottPlot;

namespace Engram.Reports.Drawing;

/// <summary>The colors that depend on the page a figure stands on. Files are drawn for paper; a page has a drawing for readers at night beside it.</summary>
/// <param name="Paper">What is drawn on.</param>
/// <param name="Ink">Text and axes.</param>
/// <param name="Hairline">Grid lines and frames.</param>
/// <param name="Missing">What has no value.</param>
internal sealed record FigureTheme(Color Paper, Color Ink, Color Hairline, Color Missing)
{
    /// <summary>White paper.</summary>
    public static readonly FigureTheme Light = new(Colors.White, new("#222222"), new("#DDDDDD"), new("#EEEEEE"));

    /// <summary>The dark page's color; the rest has as much contrast to it as on paper.</summary>
    public static readonly FigureTheme Dark = new(new("#15181C"), new("#E4E7EA"), new("#3A424B"), new("#2A3038"));

    [ThreadStatic]
    private static FigureTheme? _current;

    /// <summary>The theme that is drawn with on this thread.</summary>
    public static FigureTheme Current => _current ?? Light;

    /// <summary>Whether the page is dark.</summary>
    public bool IsDark => ReferenceEquals(this, Dark);

    /// <summary>Draws with these colors.</summary>
    public T Draw<T>(Func<T> draw)
    {
        FigureTheme? before = _current;
        _current = this;
        try
        {
            return draw();
        }
        finally
        {
            _current = before;
        }
    }
}
