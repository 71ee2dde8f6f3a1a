using Engram.Reports.Drawing;
using Engram.Reports.Reference;

namespace Engram.Reports.Html;

/// <summary>Marks in words and a sign; color only repeats them.</summary>
internal static class MarkText
{
    /// <summary>The cell of a mark.</summary>
    public static HtmlCell Cell(ReferenceMark mark) => mark switch
    {
        ReferenceMark.Inside => new("✓ inside", "mark good"),
        ReferenceMark.Above => new("▲ above", "mark above"),
        ReferenceMark.Below => new("▼ below", "mark below"),
        ReferenceMark.Near => new("✓ near", "mark good"),
        ReferenceMark.Apart => new("◆ apart", "mark apart"),
        _ => new("–", "mark none"),
    };

    /// <summary>A signed difference with as many digits as its numbers.</summary>
    public static string Difference(double? difference, string digits) =>
        Numbers.Text(difference ?? double.NaN, $"+.{digits};-.{digits};.{digits}");
}
