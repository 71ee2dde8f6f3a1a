using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;

namespace Engram.Reports.Html;

/// <summary>A drawn figure and its number in the report.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Caption">What is said of it.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="IsOpen">Whether it stands open, and not behind a line that says what there is.</param>
/// <param name="Drawing">It as SVG for a light and a dark page.</param>
internal sealed record FigureBlock(Figure Figure, FigureCaption Caption, int Number, bool IsOpen, SvgPair Drawing)
{
    /// <summary>Writes the figure with its caption and links to its files.</summary>
    /// <param name="html">What is written to.</param>
    /// <param name="folder">The figures' folder, relative to the page.</param>
    public void Write(HtmlWriter html, string folder)
    {
        using (html.Open("figure", ("id", $"figure-{Figure.Name}")))
        {
            using (html.Open("div", ("class", "card")))
            {
                html.Markup(Drawing.Markup);
            }

            using (html.Open("figcaption"))
            {
                html.Element("strong", $"Figure {Number}. {Caption.Title}.").Text($" {Caption.Explanation} ");
                using (html.Open("span", ("class", "files")))
                {
                    html.Element("a", "SVG", ("href", $"{folder}{Figure.Name}.svg")).Text(" ");
                    html.Element("a", "PNG", ("href", $"{folder}{Figure.Name}.png"));
                }
            }
        }
    }
}
