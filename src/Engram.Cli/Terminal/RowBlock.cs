namespace Engram.Cli.Terminal;

/// <summary>A row of a table as a block of lines, one for each cell: for widths that its columns do not fit into.</summary>
internal static class RowBlock
{
    private const int Distance = 2;

    /// <summary>The lines of all rows, with an empty one around each; cells without a text are left out, and those of several lines folded anew.</summary>
    public static IEnumerable<string> All(IReadOnlyList<string> headers, IEnumerable<string[]> rows, int width)
    {
        string[][] all = [.. rows];
        int indent = headers.Max(header => header.Length) + Distance;
        bool isBeside = all.SelectMany(row => row).SelectMany(cell => cell.Split(' ', '\n')).Select(word => word.Length).DefaultIfEmpty().Max() + indent <= width;
        yield return "";
        foreach (string[] row in all)
        {
            foreach ((string header, string cell) in headers.Zip(row.Select(cell => cell.Replace('\n', ' '))).Where(pair => pair.Second.Length > 0))
            {
                foreach (string line in isBeside ? Beside(header, cell, indent, width) : Below(header, cell, width))
                {
                    yield return line;
                }
            }

            yield return "";
        }
    }

    /// <summary>The header before the first line of its cell.</summary>
    private static IEnumerable<string> Beside(string header, string cell, int indent, int width) => FoldedText
        .Lines(cell, width - indent)
        .Select((line, index) => (index == 0 ? header : "").PadRight(indent) + line);

    /// <summary>The header above its cell, which is indented where it has the room.</summary>
    private static IEnumerable<string> Below(string header, string cell, int width)
    {
        string[] lines = [.. FoldedText.Lines(cell, width - Distance)];
        string indent = lines.Max(line => line.Length) + Distance <= width ? new string(' ', Distance) : "";
        return [header, .. lines.Select(line => indent + line)];
    }
}
