using Engram.Reports.Data;

namespace Engram.Reports.FigureParts;

/// <summary>Room for class names along axes; names longer than a digit or two stand upright below.</summary>
internal static class ClassLabels
{
    private const int LongestFlatName = 2;
    private const float LetterWidth = 6.4f;
    private const float MostRoom = 130;

    /// <summary>Whether names below an axis stand upright.</summary>
    public static bool Upright(ReportData data) => Longest(data) > LongestFlatName;

    /// <summary>Pixels below a data area with names.</summary>
    public static float RoomBelow(ReportData data) => Upright(data) ? Math.Min(MostRoom, (Longest(data) * LetterWidth) + 14) : 26;

    /// <summary>Pixels beside a data area with names.</summary>
    public static float RoomAtSide(ReportData data) => Math.Clamp((Longest(data) * LetterWidth) + 20, 40, MostRoom);

    private static int Longest(ReportData data) => data.ClassNames.Max(name => name.Length);
}
