namespace Engram.Cli.Parsing;

/// <summary>What other programs call an option, for hints.</summary>
internal static class Synonyms
{
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["--lr"] = "--learning-rate",
        ["--eta"] = "--learning-rate",
        ["--theta"] = "--threshold",
        ["--hidden"] = "--layers",
        ["--hidden-layers"] = "--layers",
        ["--units"] = "--layers",
        ["--width"] = "--layers",
        ["--bs"] = "--batch-size",
        ["--batch"] = "--batch-size",
        ["--dataset"] = "--data",
        ["--data-path"] = "--data-dir",
        ["--data-root"] = "--data-dir",
        ["--root"] = "--data-dir",
        ["--opt"] = "--optimizer",
        ["--wd"] = "--weight-decay",
        ["--scheduler"] = "--learning-rate-schedule",
        ["--bias"] = "--biases",
        ["--batch-norm"] = "--batch-normalization",
        ["--bn"] = "--batch-normalization",
        ["--validation"] = "--validation-split",
        ["--val-split"] = "--validation-split",
        ["--patience"] = "--early-stopping",
        ["--warmup"] = "--warm-up",
        ["--tau"] = "--temperature",
        ["--random-state"] = "--seed",
        ["--config"] = "--spec",
        ["--out"] = "--output",
        ["--output-dir"] = "--run",
        ["--workers"] = "--threads",
        ["--cores"] = "--threads",
        ["--jobs"] = "--threads",
        ["-j"] = "--threads",
        ["-o"] = "--output",
        ["-q"] = "--quiet",
    };

    /// <summary>The option of a command that other programs call so, or null.</summary>
    public static string? Find(string option, IEnumerable<string> options) =>
        Options.TryGetValue(option, out string? name) && options.Contains(name, StringComparer.Ordinal) ? name : null;
}
