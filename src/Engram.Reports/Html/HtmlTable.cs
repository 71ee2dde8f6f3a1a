namespace Engram.Reports.Html;

/// <summary>Tables that scroll in their own box where a screen is too narrow for them.</summary>
internal static class HtmlTable
{
    /// <summary>A table of texts; the first cell of a row is its heading.</summary>
    /// <param name="html">What is written to.</param>
    /// <param name="caption">What the table shows.</param>
    /// <param name="heads">The columns' headings.</param>
    /// <param name="rows">The rows' cells.</param>
    public static void Write(HtmlWriter html, string caption, IEnumerable<string> heads, IEnumerable<IReadOnlyList<HtmlCell>> rows)
    {
        html.Element("p", caption, ("class", "caption"));
        using (html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption)))
        using (html.Open("table"))
        {
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                foreach (string head in heads)
                {
                    html.Element("th", head, ("scope", "col"));
                }
            }

            using (html.Open("tbody"))
            {
                foreach (IReadOnlyList<HtmlCell> row in rows)
                {
                    WriteRow(html, row);
                }
            }
        }
    }

    private static void WriteRow(HtmlWriter html, IReadOnlyList<HtmlCell> row)
    {
        using (html.Open("tr"))
        {
            html.Element("th", row[0].Text, ("scope", "row"), ("class", row[0].Class));
            foreach (HtmlCell cell in row.Skip(1))
            {
                html.Element("td", cell.Text, ("class", cell.Class));
            }
        }
    }
}
