using Engram.Reports.Drawing;
using Engram.Reports.Reference;

namespace Engram.Reports.Html;

/// <summary>Marks in words and a sign; color only repeats them.</summary>
internal static class MarkText
{
    /// <summary>The cell of a mark.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="difference">Measured minus listed, for marks that rest on a single number.</param>
    public static HtmlCell Cell(ReferenceMark mark, double? difference = null) => mark switch
    {
        ReferenceMark.Inside => new("✓ inside", "mark good"),
        ReferenceMark.Above => new("▲ above", "mark above"),
        ReferenceMark.Below => new("▼ below", "mark below"),
        ReferenceMark.Near => new($"✓ near ({Signed(difference)})", "mark good"),
        ReferenceMark.Apart => new($"◆ apart ({Signed(difference)})", "mark apart"),
        _ => new("– none listed", "mark none"),
    };

    private static string Signed(double? difference) => Numbers.Text(difference ?? double.NaN, "+.000;-.000;.000");
}
