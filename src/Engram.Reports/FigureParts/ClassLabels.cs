using Engram.Reports.Data;

namespace Engram.Reports.FigureParts;

/// <summary>
/// Class names along axes: which have room, and how much. Names longer than a digit or two stand upright below, and so do many of them; where still more
/// would touch, every second or third is left.
/// </summary>
internal static class ClassLabels
{
    private const int LongestFlatName = 2;
    private const int MostFlatNames = 13;
    private const int MostOfPanel = 14;
    private const int MostOfWidth = 60;
    private const float LetterWidth = 6.4f;
    private const float MostRoom = 130;

    /// <summary>Whether names below an axis stand upright.</summary>
    public static bool Upright(ReportData data) => Longest(data) > LongestFlatName || data.ClassNames.Count > MostFlatNames;

    /// <summary>Whether the cells of a class × class matrix have room for a number.</summary>
    public static bool CellsHoldText(ReportData data) => data.ClassNames.Count <= MostOfPanel;

    /// <summary>The names beside or below one panel of several; those without room are empty.</summary>
    public static string[] OfPanel(ReportData data) => Thin(data, MostOfPanel);

    /// <summary>The names below a panel as wide as the page.</summary>
    public static string[] OfWidth(ReportData data) => Thin(data, MostOfWidth);

    /// <summary>Pixels below a data area with names.</summary>
    public static float RoomBelow(ReportData data) => Upright(data) ? Math.Min(MostRoom, (Longest(data) * LetterWidth) + 14) : 26;

    /// <summary>Pixels beside a data area with names.</summary>
    public static float RoomAtSide(ReportData data) => Math.Clamp((Longest(data) * LetterWidth) + 20, 40, MostRoom);

    private static string[] Thin(ReportData data, int most)
    {
        int step = (data.ClassNames.Count + most - 1) / most;
        return [.. data.ClassNames.Select((name, label) => label % step == 0 ? name : "")];
    }

    private static int Longest(ReportData data) => data.ClassNames.Max(name => name.Length);
}
