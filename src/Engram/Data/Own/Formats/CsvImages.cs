using System.Globalization;
using Engram.Data.Images;
using Engram.Storage;

namespace Engram.Data.Own.Formats;

/// <summary>
/// Reads a table: a line for each image, its pixels row by row, and its label in the first column, or in the one that a first line with names calls so.
/// </summary>
internal sealed class CsvImages(string path, OwnDataOptions options)
{
    private const string LabelName = "label";

    private static readonly string[] _labelNames = [LabelName, "class", "target", "category", "y"];

    private readonly List<string> _labels = [];
    private readonly Dictionary<string, string> _known = [];
    private float[] _values = [];
    private int _columnCount;
    private int _labelColumn;
    private int _line;

    /// <exception cref="EngramException">The file cannot be read, or has no images.</exception>
    public LabelledImages Read()
    {
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                _line++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    ReadLine(line);
                }
            }
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.Reading(path, exception);
        }

        return _labels.Count > 0 ? ToImages() : throw new EngramException($"{path} holds no images; write a line for each, with its label and its pixels.");
    }

    private LabelledImages ToImages()
    {
        int size = _columnCount - 1;
        ImageShape shape = RowShape.Require(options.Shape, size, path);
        (byte[] bytes, string scale) = PixelValues.FromReal(_values.AsSpan(0, _labels.Count * size), path, size);
        RawImages images = Conversion.Of(PixelOrder.ByChannel(bytes, _labels.Count, shape), shape, _labels.Count, path, options.Conversion);
        return new LabelledImages(images, _labels) { Scale = scale };
    }

    private void ReadLine(ReadOnlySpan<char> line)
    {
        if (_columnCount == 0 && TakeFirst(line))
        {
            return;
        }

        int first = _labels.Count * (_columnCount - 1);
        if (first > Array.MaxLength - _columnCount)
        {
            throw new EngramException($"{path} has more values than can be kept, {Array.MaxLength}; split it, or save the images as .npz.");
        }

        if (_values.Length < first + _columnCount)
        {
            Array.Resize(ref _values, (int)Math.Min(Array.MaxLength, 2L * (first + _columnCount)));
        }

        int column = 0;
        foreach (Range part in line.Split(','))
        {
            ReadOnlySpan<char> cell = Plain(line[part]);
            if (column == _labelColumn)
            {
                _labels.Add(Label(cell));
            }
            else if (column < _columnCount)
            {
                _values[first++] = float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
                    ? value
                    : throw new EngramException($"{path}, line {_line}, column {column + 1} is \"{cell}\" where a pixel is expected; write a number.");
            }

            column++;
        }

        if (column != _columnCount)
        {
            throw new EngramException($"{path}, line {_line} has {column} columns, but the first has {_columnCount}; write one for the label and one for each pixel.");
        }
    }

    /// <summary>Takes the first line for its columns; whether these are names, and no image.</summary>
    private bool TakeFirst(ReadOnlySpan<char> line)
    {
        List<string> cells = [];
        foreach (Range part in line.Split(','))
        {
            cells.Add(Plain(line[part]).ToString());
        }

        if (cells.Count < 2)
        {
            throw new EngramException($"{path} has {cells.Count} column where a label and pixels are expected; separate them by commas.");
        }

        _columnCount = cells.Count;
        if (CountUp(cells))
        {
            // Names that are numbers do not say which is the label.
            return true;
        }

        bool hasNames = cells.Contains(LabelName, StringComparer.OrdinalIgnoreCase) || cells.Skip(1).Any(cell => !IsNumber(cell))
            || (!IsNumber(cells[0]) && CountUp(cells[1..]));
        _labelColumn = hasNames ? NamedLabel(cells) : 0;
        return hasNames;
    }

    private int NamedLabel(List<string> names)
    {
        int[] found = [.. Enumerable.Range(0, names.Count).Where(column => _labelNames.Contains(names[column], StringComparer.OrdinalIgnoreCase))];
        return found.Length == 1 ? found[0] : throw new EngramException(found.Length == 0
            ? $"{path} has names of columns in line {_line}, but none is {string.Join(" or ", _labelNames)}; call the column of labels {LabelName}."
            : $"{path} has the names {string.Join(" and ", found.Select(column => names[column]))} in line {_line}, each of which may be that of the labels; keep one of these columns.");
    }

    /// <summary>Whether cells are 0, 1, 2, ... or 1, 2, 3, ..., as programs number columns that have no names.</summary>
    private static bool CountUp(List<string> cells) => cells.Count > 1 && cells[0] is "0" or "1"
        && cells.Index().All(cell => cell.Item == (cell.Index + (cells[0] == "1" ? 1 : 0)).ToString(CultureInfo.InvariantCulture));

    private static bool IsNumber(string cell) => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private string Label(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty)
        {
            throw new EngramException($"{path}, line {_line} has no label; write the class of the image.");
        }

        // Tables that went through other programs have 3.0 for 3.
        string text = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? NumberLabels.Text(NumberLabels.Whole(number, path, _labels.Count))
            : cell.ToString();
        return _known.TryGetValue(text, out string? known) ? known : _known[text] = text;
    }

    private static ReadOnlySpan<char> Plain(ReadOnlySpan<char> cell) => cell.Trim().Trim('"');
}
