using System.Text;
using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>
/// The text of a sweep file for its copy in the sweep's folder: relative paths of own images, which are meant from the folder of the file, are written in
/// full.
/// </summary>
internal static class AnchoredText
{
    public static string Of(YamlMap file, string text)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file.Place.FileName)) ?? "";
        (YamlScalar Scalar, string Full)[] changed =
        [
            .. Scalars(file, null)
                .Select(found => (found.Scalar, Full: found.Key.Anchor(found.Scalar.Value, folder)))
                .Where(found => found.Full != found.Scalar.Value)
                .OrderByDescending(found => found.Scalar.Place.Line).ThenByDescending(found => found.Scalar.Place.Column),
        ];
        if (changed.Length == 0)
        {
            return text;
        }

        var anchored = new StringBuilder(text);
        foreach ((YamlScalar scalar, string full) in changed)
        {
            int start = Position(text, scalar.Place);
            string written = scalar.IsQuoted ? $"{text[start]}{scalar.Value}{text[start]}" : scalar.Value;
            if (string.CompareOrdinal(text, start, written, 0, written.Length) != 0)
            {
                throw scalar.Place.Fault($"the path {scalar.Value} is written with signs that stand for others; write it as it is");
            }

            anchored.Remove(start, written.Length).Insert(start, $"'{full.Replace("'", "''", StringComparison.Ordinal)}'");
        }

        return anchored.ToString();
    }

    /// <summary>Every single value of a key that may be a path, wherever in the file.</summary>
    private static IEnumerable<(SpecKey Key, YamlScalar Scalar)> Scalars(YamlNode node, SpecKey? key) => node switch
    {
        YamlMap map => map.Entries.SelectMany(entry => Scalars(entry.Value, SpecKeys.Find(entry.Key))),
        YamlList list => list.Items.SelectMany(item => Scalars(item, key)),
        YamlScalar scalar when key is not null => [(key, scalar)],
        _ => [],
    };

    private static int Position(string text, YamlPlace place)
    {
        int start = 0;
        for (long line = 1; line < place.Line; line++)
        {
            start = text.IndexOf('\n', start) + 1;
        }

        return start + (int)place.Column - 1;
    }
}
