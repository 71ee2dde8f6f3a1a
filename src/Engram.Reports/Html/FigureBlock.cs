using Engram.Reports.FigureParts;

namespace Engram.Reports.Html;

/// <summary>A drawn figure and its number in the report.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Caption">What is said of it.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Svg">It as SVG.</param>
/// <param name="Png">It as a PNG file for the page.</param>
internal sealed record FigureBlock(Figure Figure, FigureCaption Caption, int Number, string Svg, byte[] Png)
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
                WriteImage(html);
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

    /// <summary>The lighter of the two: drawings as SVG, big heat maps as an image.</summary>
    private void WriteImage(HtmlWriter html)
    {
        string image = $"data:image/png;base64,{Convert.ToBase64String(Png)}";
        if (Svg.Length <= image.Length)
        {
            html.Markup(Svg);
        }
        else
        {
            html.Empty("img", ("src", image), ("alt", $"{Caption.Title}. {Caption.Explanation}"));
        }
    }
}
