namespace Engram.Reports.Drawing;

/// <summary>
/// Sizes of all figures in pixels of the page. A figure is as wide as a text column, 17 cm in print, so that its smallest
/// letters are 7 points tall there.
/// </summary>
internal static class FigureStyle
{
    public const float Width = 680;
    public const float TitleSize = 14;
    public const float LabelSize = 13;
    public const float TickSize = 12;
    public const float CellSize = 11;

    /// <summary>Pixels of a PNG per pixel of the page: 300 dots per inch at 17 cm.</summary>
    public const float PngScale = 3;
}
