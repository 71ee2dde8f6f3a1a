using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Engram.Experiments.Specs;

/// <summary>
/// Reads a spec from YAML, strictly: one mapping of known keys, each at most once, each of its type, and none of
/// YAML's cleverness (anchors, aliases, tags, nested values), so that a spec means what it seems to mean.
/// </summary>
internal sealed class SpecReader(string fileName, TextReader text)
{
    private readonly Parser _parser = new(text);
    private readonly Dictionary<string, long> _lines = [];
    private readonly SpecDraft _draft = new();

    public SpecDraft Read()
    {
        try
        {
            ReadDocument();
            return _draft;
        }
        catch (YamlException error)
        {
            throw new EngramException($"{At(error.Start)}: this is not YAML ({Clause(error.Message)}); write one \"key: value\" per line.", error);
        }
    }

    private void ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return;
        }

        _parser.Consume<DocumentStart>();
        if (_parser.Current is Scalar { Value.Length: 0 })
        {
            _parser.MoveNext();
            ReadEnd();
            return;
        }

        Require<MappingStart>(_parser.Current!, "a spec is one \"key: value\" per line");
        _parser.MoveNext();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            ReadEntry();
        }

        ReadEnd();
    }

    private void ReadEnd()
    {
        _parser.Consume<DocumentEnd>();
        Require<StreamEnd>(_parser.Current!, "a spec is one document; remove the \"---\" and what follows it");
    }

    private void ReadEntry()
    {
        Scalar name = Require<Scalar>(_parser.Current!, "a key is a plain word");
        _parser.MoveNext();
        SpecKey key = SpecKeys.Find(name.Value)
            ?? throw new EngramException($"{At(name.Start)}: the key \"{name.Value}\" is unknown; {Nearest(name.Value)}.");
        if (!_lines.TryAdd(key.Name, name.Start.Line))
        {
            throw new EngramException($"{At(name.Start)}: the key \"{key.Name}\" stands on line {_lines[key.Name]} already; keep one of the two.");
        }

        Mark start = _parser.Current!.Start;
        string value = key.IsList ? ReadList(key) : ReadScalar(key);
        _draft.Add(key, value, $"{At(start)}: {key.Name}");
    }

    private string ReadList(SpecKey key)
    {
        string expectation = $"{key.Name} takes a list such as [{key.DefaultText}]";
        Require<SequenceStart>(_parser.Current!, expectation);
        _parser.MoveNext();
        var items = new List<string>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Text(Require<Scalar>(_parser.Current!, expectation), key));
            _parser.MoveNext();
        }

        return string.Join(", ", items);
    }

    private string ReadScalar(SpecKey key)
    {
        string expectation = $"{key.Name} takes a single value such as {key.DefaultText}";
        string text = Text(Require<Scalar>(_parser.Current!, expectation), key);
        _parser.MoveNext();
        return text;
    }

    /// <summary>Quotes make a text of a number, so they are legal around names only.</summary>
    private string Text(Scalar scalar, SpecKey key) =>
        scalar.Style == ScalarStyle.Plain || key.Choices.Count > 0
            ? scalar.Value
            : throw new EngramException($"{At(scalar.Start)}: {key.Name} is the quoted text \"{scalar.Value}\"; remove the quotes.");

    /// <summary>The event as the wanted kind, without anchor or tag.</summary>
    private T Require<T>(ParsingEvent found, string expectation)
        where T : ParsingEvent
    {
        if (found is AnchorAlias || found is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            throw new EngramException($"{At(found.Start)}: anchors, aliases and tags are not used in a spec; write the value itself.");
        }

        return found as T ?? throw new EngramException($"{At(found.Start)}: {expectation}.");
    }

    private static string Nearest(string name) =>
        NearestName.Hint(name, [.. SpecKeys.All.Select(key => key.Name)]);

    private string At(Mark mark) => $"{fileName}, line {mark.Line}, column {mark.Column}";

    private static string Clause(string message) =>
        message.Length == 0 ? "it ends too early" : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.', ' ');
}
