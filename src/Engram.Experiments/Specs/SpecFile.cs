using System.Text;
using Engram.Storage;

namespace Engram.Experiments.Specs;

/// <summary>Specs as YAML files: <c>key: value</c>, one per line, with the keys of <see cref="SpecKeys"/>.</summary>
public static class SpecFile
{
    private const string Kind = "spec";

    /// <summary>Reads a spec; keys that the file leaves out keep their defaults.</summary>
    /// <param name="path">The YAML file.</param>
    /// <exception cref="EngramException">
    /// The file cannot be read, is not YAML, or has a key that is unknown, given twice, or of the wrong type.
    /// </exception>
    public static RunSpec Read(string path) => ReadDraft(path).ToSpec();

    /// <summary>Reads the values of a spec, to which options may be added.</summary>
    /// <param name="path">The YAML file.</param>
    /// <exception cref="EngramException">
    /// The file cannot be read, is not YAML, or has a key that is unknown or given twice.
    /// </exception>
    public static SpecDraft ReadDraft(string path) => ParseDraft(YamlReader.ReadText(path, Kind), path);

    /// <summary>Reads a spec from text.</summary>
    /// <param name="yaml">The YAML text.</param>
    /// <param name="fileName">What messages call its source.</param>
    /// <exception cref="EngramException">As for <see cref="Read"/>.</exception>
    public static RunSpec Parse(string yaml, string fileName) => ParseDraft(yaml, fileName).ToSpec();

    /// <summary>The spec as YAML with every key that its model and its data use, after comment lines.</summary>
    public static string Format(RunSpec spec, params IEnumerable<string> comments)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(comments);
        var yaml = new StringBuilder();
        foreach (string comment in comments)
        {
            yaml.Append("# ").Append(OnOneLine(comment)).Append('\n');
        }

        foreach (SpecKey key in SpecKeys.All.Where(key => key.IsUsedIn(spec)))
        {
            yaml.Append(key.Name).Append(": ").Append(key.ReadYaml(spec)).Append('\n');
        }

        return yaml.ToString();
    }

    /// <summary>Writes the spec with every key that it uses, replacing the file as a whole.</summary>
    public static void Write(string path, RunSpec spec, params IEnumerable<string> comments) =>
        AtomicFile.WriteAllText(path, Format(spec, comments));

    /// <summary>A comment ends with its line: what would begin another, or is nothing that YAML may hold, is written as its number.</summary>
    private static string OnOneLine(string comment) => string.Concat(comment.Select(c =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff' ? $"\\u{(int)c:x4}" : $"{c}"));

    private static SpecDraft ParseDraft(string yaml, string fileName)
    {
        var draft = new SpecDraft();
        YamlMap file = YamlReader.Read(yaml, fileName, Kind);
        FileKinds.RequireNoSweep(file);
        foreach (SpecValue value in SpecReader.Read(file))
        {
            value.AddTo(draft);
        }

        return draft;
    }
}
