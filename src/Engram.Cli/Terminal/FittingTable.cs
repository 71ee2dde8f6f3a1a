using Spectre.Console;
using Spectre.Console.Rendering;

namespace Engram.Cli.Terminal;

/// <summary>
/// A table that fits the width it is shown in without breaking a number: where its columns are too wide, the one with
/// sentences is folded, and where that is not enough, every row becomes a block of lines.
/// </summary>
internal sealed class FittingTable
{
    /// <summary>A narrower column of sentences is harder to read than blocks.</summary>
    private const int LeastFoldedWidth = 12;

    private readonly List<(string Header, TableColumn Column)> _columns = [];
    private readonly List<string[]> _rows = [];

    /// <summary>A column whose texts may be folded at spaces; a table has one at most.</summary>
    public FittingTable AddText(string header) => Add(header, Justify.Left, noWrap: false);

    /// <summary>A column of names, which stay whole.</summary>
    public FittingTable AddNames(string header) => Add(header, Justify.Left, noWrap: true);

    /// <summary>Columns of numbers.</summary>
    public FittingTable AddNumbers(params IEnumerable<string> headers)
    {
        foreach (string header in headers)
        {
            Add(header, Justify.Right, noWrap: true);
        }

        return this;
    }

    /// <summary>A row; a cell may have several lines, and the last ones may be missing.</summary>
    public void AddRow(params IEnumerable<string> cells) => _rows.Add([.. cells]);

    public void Show(Shell shell)
    {
        Table table = Create();
        int width = shell.Console.Profile.Width;
        int excess = Width(table, shell) - width;
        if (excess > 0 && _columns.FindIndex(column => !column.Column.NoWrap) is >= 0 and var folded)
        {
            string[] texts = [_columns[folded].Header, .. _rows.Select(row => row[folded])];
            int room = texts.Max(LongestLine) - excess;
            if (room >= Math.Max(LeastFoldedWidth, texts.SelectMany(text => text.Split(' ', '\n')).Max(word => word.Length)))
            {
                _columns[folded].Column.Width = room;
                excess = 0;
            }
        }

        if (excess <= 0)
        {
            shell.Console.Write(table);
            return;
        }

        foreach (string line in RowBlock.All([.. _columns.Select(column => OnOneLine(column.Header))], _rows, width))
        {
            shell.WriteLine(line);
        }
    }

    private FittingTable Add(string header, Justify alignment, bool noWrap)
    {
        _columns.Add((header, new TableColumn("") { Alignment = alignment, NoWrap = noWrap, Padding = new Padding(_columns.Count == 0 ? 0 : 1, 0, 0, 0) }));
        return this;
    }

    /// <summary>Headers stand at the bottom of the tallest.</summary>
    private Table Create()
    {
        int lines = _columns.Max(column => Lines(column.Header));
        var table = new Table { Border = TableBorder.Simple };
        foreach ((string header, TableColumn column) in _columns)
        {
            column.Header = new Text(new string('\n', lines - Lines(header)) + header);
            table.AddColumn(column);
        }

        foreach (string[] row in _rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static int Width(Table table, Shell shell) =>
        ((IRenderable)table).Measure(RenderOptions.Create(shell.Console, shell.Console.Profile.Capabilities), int.MaxValue / 2).Max;

    private static int Lines(string text) => text.Count(c => c == '\n') + 1;

    private static int LongestLine(string text) => text.Split('\n').Max(line => line.Length);

    private static string OnOneLine(string header) =>
        header.Replace("-\n", "-", StringComparison.Ordinal).Replace('\n', ' ').Trim();
}
