namespace Engram.Tests.Cli.BadInput;

/// <summary>Spec files that do not say what to train.</summary>
internal static class BadSpecs
{
    public static IEnumerable<BadInputCase> All =>
    [
        new("spec that does not exist", "train --spec $/s.yaml", "The spec $/s.yaml cannot be read because it does not exist; name an existing YAML file."),
        new("folder for a spec", "train --spec $/data", "The spec $/data cannot be read because it is a folder; name an existing YAML file."),
        Spec("unknown key", "epochs: 3\nlearnRate: 0.1", "line 2, column 1: the key \"learnRate\" is unknown; the nearest is \"learningRate\"."),
        Spec("key given twice", "epochs: 3\nepochs: 4", "line 2, column 1: the key \"epochs\" stands on line 1 already; keep one of the two."),
        Spec("value of the wrong type", "epochs: many", "line 1, column 9: epochs is \"many\", but takes a whole number up to 2147483647."),
        Spec("key without a value", "seed: 3\nepochs:", "line 2, column 8: epochs is \"\", but takes a whole number up to 2147483647."),
        Spec("number in quotes", "epochs: \"3\"", "line 1, column 9: epochs is the quoted text \"3\"; remove the quotes."),
        Spec("number for a list", "layers: 784", "line 1, column 9: layers takes a list such as [784, 784, 784]."),
        Spec("list for a number", "epochs: [3, 4]", "line 1, column 9: epochs takes a single value such as 40."),
        Spec("alias", "epochs: *e", "line 1, column 9: anchors, aliases and tags are not used in a spec; write the value itself."),
        Spec("second document", "epochs: 3\n---\nepochs: 4", "line 2, column 1: a spec is one document; remove the \"---\" and what follows it."),
        Spec("prose", "train it well", "line 1, column 1: a spec is one \"key: value\" per line."),
        Spec("value out of range", "dropout: 2", null),
    ];

    private static BadInputCase Spec(string what, string yaml, string? sentence) => new(
        $"spec with {what}: `{yaml.Replace("\n", "` `", StringComparison.Ordinal)}`",
        "train --spec $/s.yaml",
        sentence is null ? "dropout is 2, which cannot be used; use a share from 0 to below 1." : $"$/s.yaml, {sentence}",
        Prepare: folder => folder.Write("s.yaml", yaml));
}
