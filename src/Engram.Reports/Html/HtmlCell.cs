namespace Engram.Reports.Html;

/// <summary>A table's cell.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Class">How it looks: text, or number (aligned by digits), or a mark's class.</param>
internal sealed record HtmlCell(string Text, string Class)
{
    public static HtmlCell Of(string text) => new(text, "text");

    public static HtmlCell Number(string text) => new(text, "number");
}
