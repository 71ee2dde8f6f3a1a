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
        Spec("value of the wrong type", "epochs: many", "line 1, column 9: epochs is \"many\", but takes a whole number up to 2147483647, or a list with one for each layer."),
        Spec("key without a value", "seed: 3\nepochs:", "line 2, column 8: epochs is \"\", but takes a whole number up to 2147483647, or a list with one for each layer."),
        Spec("number in quotes", "epochs: \"3\"", "line 1, column 9: epochs is the quoted text \"3\"; remove the quotes."),
        Spec("number for a list", "layers: 784", "line 1, column 9: layers takes a list such as [784, 784, 784]."),
        Spec("list for a number", "batchSize: [3, 4]", "line 1, column 12: batchSize takes a single value such as 512."),
        Spec("decimal comma", "learningRate: 0,1", "line 1, column 15: learningRate is \"0,1\"; a list stands in brackets, and a number has a decimal point."),
        Spec("list without a number", "epochs: []", "line 1, column 9: epochs is \"\", but takes a whole number up to 2147483647, or a list with one for each layer."),
        Spec("more numbers than layers", "layers: [16, 12]\nlearningRate: [0.01, 0.005, 0.001]", "learningRate has 3 values for 2 layers; give a single value, or one for each layer.", isPlaced: false),
        Spec("alias", "epochs: *e", "line 1, column 9: anchors, aliases and tags are not used in a spec; write the value itself."),
        Spec("second document", "epochs: 3\n---\nepochs: 4", "line 2, column 1: a spec is one document; remove the \"---\" and what follows it."),
        Spec("prose", "train it well", "line 1, column 1: a spec is one \"key: value\" per line."),
        Spec("tab", "epochs: 3\nlayers:\n\t- 784", "line 3, column 1: this is not YAML (lines are indented with a tab); write spaces instead."),
        Spec("number that is too small", "epochs: 3\nlearningRate: 1e-300", "line 2, column 15: learningRate is \"1e-300\", but takes 0 or a number whose size is from 1.4E-45 to 3.4E+38, or a list with one for each layer."),
        Spec("seed beyond all seeds", "seed: 18446744073709551616", "line 1, column 7: seed is \"18446744073709551616\", but takes a whole number from 0 to 18446744073709551615."),
        Spec("control characters", "epochs: \"\\e[2J\"", "line 1, column 9: epochs is the quoted text \"\\u001b[2J\"; remove the quotes."),
        Spec("keys of a sweep", "base: {epochs: 3}\nrepetitions: 2", "line 1, column 1: base is a key of a sweep, and a run's spec is asked for; carry the file out with engram sweep."),
        new("sweep that is the spec of a run: `model: ff` `epochs: 3`", "sweep $/s.yaml", "$/s.yaml, line 1, column 1: model is a key of a run's spec, and a sweep is asked for; train the file with engram train --spec, or put its keys under base and say what is varied.", Prepare: folder => folder.Write("s.yaml", "model: ff\nepochs: 3")),
        Spec("early stopping without validation images", "earlyStopping: 3", "earlyStopping is 3, but without validation images nothing tells when to stop; set validationSplit to a share such as 0.1, or leave earlyStopping out.", isPlaced: false),
        Spec("best epoch without validation images", "keepBest: true", "keepBest is true, but without validation images nothing tells which epoch is the best; set validationSplit to a share such as 0.1, or set keepBest to false.", isPlaced: false),
        Spec("filters larger than their maps", "model: conv-lc\nkernelSize: 31\npadding: 0", "Layer 1 gets maps of 28x28 with a padding of 0, which its filters of 31x31 do not fit into; use a smaller kernelSize or a larger padding.", isPlaced: false),
        Spec("windows larger than their maps", "model: conv-lc\npoolSize: 8", "Layer 2 makes maps of 3x3, of which a poolSize of 8 leaves nothing; use a smaller poolSize there, or a smaller poolSize or stride below.", isPlaced: false),
        Spec("label code of another model", "labelCode: fourier", "labelCode is fourier, which model ff does not take; use overlay or appended.", isPlaced: false),
        Spec("labels behind pixels for filters", "model: conv-ff\nlabelCode: appended", "labelCode is appended, which model conv-ff does not take; use fourier or morphological or overlay.", isPlaced: false),
        Spec("wave that is all of an image", "model: conv-ff\nlabelShare: 1", "labelShare is 1, which cannot be used; use a share above 0 and below 1.", isPlaced: false),
        Spec("threshold that a loss has no use for", "model: conv-ff\nthreshold: 2", "threshold is 2, but loss softplus-difference compares goodness with that of another label; leave it out, or choose loss threshold.", isPlaced: false),
        Spec("scale that a loss has no use for", "model: conv-ff\nloss: threshold\nlossScale: 6", "lossScale is 6, but loss threshold compares goodness with a threshold; leave it out, or choose another loss.", isPlaced: false),
        Spec("share of a label that is no wave", "model: conv-ff\nlabelCode: morphological\nlabelShare: 0.5", "labelShare is 0.5, but labelCode morphological blends nothing in; leave it out, or choose labelCode fourier.", isPlaced: false),
        Spec("negatives of another model", "negatives: hardest-of-4", "negatives is hardest-of-4, which model ff does not take; use one of fixed, resampled, hard.", isPlaced: false),
        Spec("filters without a size", "model: conv-hff\nkernelSize: 0", "kernelSize is 0, which cannot be used; use 1 to 63 rows and columns.", isPlaced: false),
        Spec("value out of range", "dropout: 2", "dropout is 2, which cannot be used; use a share from 0 to below 1.", isPlaced: false),
    ];

    private static BadInputCase Spec(string what, string yaml, string sentence, bool isPlaced = true) => new(
        $"spec with {what}: `{yaml.Replace("\n", "` `", StringComparison.Ordinal)}`",
        "train --spec $/s.yaml",
        isPlaced ? $"$/s.yaml, {sentence}" : sentence,
        Prepare: folder => folder.Write("s.yaml", yaml));
}
