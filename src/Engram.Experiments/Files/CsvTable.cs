using System.Globalization;
using CsvHelper;
using Engram.Storage;

namespace Engram.Experiments.Files;

/// <summary>A table as CSV: a header, then rows whose numbers read back to the same bits; what has no value is empty.</summary>
internal static class CsvTable
{
    public static void Write(string path, string header, IEnumerable<object?[]> rows) => AtomicFile.WriteAllText(path, Format(header, rows));

    /// <summary>The text of such a table.</summary>
    public static string Format(string header, IEnumerable<object?[]> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true))
        {
            foreach (string name in header.Split(','))
            {
                csv.WriteField(name);
            }

            csv.NextRecord();
            foreach (object?[] row in rows)
            {
                foreach (object? value in row)
                {
                    csv.WriteField(Text(value));
                }

                csv.NextRecord();
            }
        }

        return text.ToString();
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        float number => float.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
