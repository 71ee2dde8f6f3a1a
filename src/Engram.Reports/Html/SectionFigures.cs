namespace Engram.Reports.Html;

/// <summary>The figures of a section: first those that answer what is asked first, then the others behind a line that says what they show.</summary>
internal static class SectionFigures
{
    /// <summary>Writes them.</summary>
    /// <param name="html">What is written to.</param>
    /// <param name="figures">The figures, those that stand open first.</param>
    /// <param name="folder">The figures' folder, relative to the page.</param>
    public static void Write(HtmlWriter html, IReadOnlyList<FigureBlock> figures, string folder)
    {
        FigureBlock[] folded = [.. figures.Where(block => !block.IsOpen)];
        foreach (FigureBlock block in figures.Except(folded))
        {
            block.Write(html, folder);
        }

        if (folded.Length == 0)
        {
            return;
        }

        using (html.Open("details", ("class", "folded")))
        {
            string count = ReportWords.Counted(folded.Length, folded.Length < figures.Count ? "more figure" : "figure");
            html.Element("summary", $"{count}: {string.Join("; ", folded.Select(block => block.Caption.Title))}");
            foreach (FigureBlock block in folded)
            {
                block.Write(html, folder);
            }
        }
    }
}
