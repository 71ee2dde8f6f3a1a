using Engram.Experiments.Files;
using Engram.Storage;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Engram.Experiments.Specs;

/// <summary>
/// Reads a YAML file strictly: one document, a mapping at its top, no key twice, and none of YAML's cleverness (anchors,
/// aliases, tags), so that a file means what it seems to mean.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>No file of ours is nested as deeply, and one that is must not use up the stack.</summary>
    private const int DeepestLevel = 16;

    private readonly Parser _parser;
    private readonly string _fileName;
    private readonly string _kind;

    private YamlReader(TextReader text, string fileName, string kind)
    {
        _parser = new Parser(text);
        _fileName = fileName;
        _kind = kind;
    }

    /// <summary>The text of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What messages call such a file: "spec".</param>
    /// <exception cref="EngramException">It cannot be read.</exception>
    public static string ReadText(string path, string kind)
    {
        try
        {
            return TextFile.Read(path, TextFile.LargestInput);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"The {kind} {path} cannot be read because {FileProblem.Reading(path, error)}; name an existing YAML file.", error);
        }
    }

    /// <summary>The mapping that a text is; a text without content is an empty one.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="fileName">What messages call its source.</param>
    /// <param name="kind">What messages call such a file: "spec".</param>
    /// <exception cref="EngramException">The text is no such mapping.</exception>
    public static YamlMap Read(string yaml, string fileName, string kind)
    {
        using var text = new StringReader(yaml);
        var reader = new YamlReader(text, fileName, kind);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException) when (TabPlace(yaml) is { } tab)
        {
            // The scanner gives the place where the block began.
            throw reader.At(tab).Fault("this is not YAML (lines are indented with a tab); write spaces instead");
        }
        catch (YamlException error)
        {
            throw reader.NotYaml(error.Start, Clause(error.Message), error);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IOException)
        {
            // Some damaged texts end the scanner before it has said what is wrong with them.
            throw reader.NotYaml(reader._parser.Current?.Start ?? new Mark(0, 1, 1), "it cannot be scanned", error);
        }
    }

    private YamlMap ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return new YamlMap(new YamlPlace(_fileName, 1, 1), []);
        }

        _parser.Consume<DocumentStart>();
        YamlNode root = ReadNode(level: 1);
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
        {
            throw At(_parser.Current!.Start).Fault($"a {_kind} is one document; remove the \"---\" and what follows it");
        }

        return root is YamlScalar { Value.Length: 0 }
            ? new YamlMap(root.Place, [])
            : root.Require<YamlMap>($"a {_kind} is one \"key: value\" per line");
    }

    private YamlNode ReadNode(int level)
    {
        ParsingEvent found = _parser.Current!;
        YamlPlace place = At(found.Start);
        RequirePlain(found);
        if (level > DeepestLevel)
        {
            throw place.Fault($"values are nested more than {DeepestLevel} levels deep; a {_kind} has few levels");
        }

        _parser.MoveNext();
        return found switch
        {
            Scalar scalar => new YamlScalar(place, scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart => new YamlList(place, ReadItems(level + 1)),
            _ => new YamlMap(place, ReadEntries(level + 1)),
        };
    }

    private List<YamlNode> ReadItems(int level)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(level));
        }

        return items;
    }

    private List<YamlEntry> ReadEntries(int level)
    {
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, long>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            YamlScalar key = ReadNode(level).Require<YamlScalar>("a key is a plain word");
            if (!lines.TryAdd(key.Value, key.Place.Line))
            {
                throw key.Place.Fault($"the key \"{key.Value}\" stands on line {lines[key.Value]} already; keep one of the two");
            }

            entries.Add(new YamlEntry(key.Place, key.Value, ReadNode(level)));
        }

        return entries;
    }

    private void RequirePlain(ParsingEvent found)
    {
        if (found is AnchorAlias || found is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            throw At(found.Start).Fault($"anchors, aliases and tags are not used in a {_kind}; write the value itself");
        }
    }

    /// <summary>The first tab that indents a line; null where none does.</summary>
    private static Mark? TabPlace(string yaml)
    {
        foreach ((int index, string line) in yaml.Split('\n').Index())
        {
            string indentation = line[..(line.Length - line.TrimStart(' ', '\t').Length)];
            if (indentation.IndexOf('\t', StringComparison.Ordinal) is >= 0 and int column && line.AsSpan().Trim().Length > 0)
            {
                return new Mark(0, index + 1, column + 1);
            }
        }

        return null;
    }

    private EngramException NotYaml(Mark mark, string reason, Exception error) =>
        new($"{At(mark)}: this is not YAML ({reason}); write one \"key: value\" per line.", error);

    private YamlPlace At(Mark mark) => new(_fileName, mark.Line, mark.Column);

    private static string Clause(string message) =>
        message.Length == 0 ? "it ends too early" : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.', ' ');
}
