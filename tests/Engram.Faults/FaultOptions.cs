using System.Globalization;

namespace Engram.Faults;

/// <summary>What the command line asks for.</summary>
/// <param name="Program">Path of <c>Engram.Cli.dll</c>.</param>
/// <param name="Moments">How many times something is disturbed.</param>
/// <param name="Seed">Seed of all that is drawn.</param>
/// <param name="Only">The one moment to repeat; null carries out all.</param>
/// <param name="SoakRuns">Runs of the soak; 0 does something else.</param>
/// <param name="Flips">Bits to flip in every file, one after the other; 0 does something else.</param>
/// <param name="Pairs">How often every pair of commands is started at once; 0 does something else.</param>
/// <param name="Keep">Whether the folders stay.</param>
internal sealed record FaultOptions(string Program, int Moments = 200, int Seed = 1, int? Only = null, int SoakRuns = 0, int Flips = 0, int Pairs = 0, bool Keep = false)
{
    public const string Usage = """
        usage: Engram.Faults <Engram.Cli.dll> [--moments n] [--seed n] [--only moment] [--kinds name,...] [--keep]
               Engram.Faults <Engram.Cli.dll> --flips n [--seed n] [--keep]
               Engram.Faults <Engram.Cli.dll> --pairs n [--seed n] [--kinds command,...] [--keep]
               Engram.Faults <Engram.Cli.dll> --soak runs [--keep]
        """;

    /// <summary>Beginnings of the names of faults or commands to carry out; none carries out all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Null where the words make no sense.</summary>
    public static FaultOptions? Parse(string[] words)
    {
        if (words.Length == 0 || !File.Exists(words[0]))
        {
            return null;
        }

        var options = new FaultOptions(Path.GetFullPath(words[0]));
        for (int i = 1; i < words.Length; i++)
        {
            if (words[i] == "--keep")
            {
                options = options with { Keep = true };
                continue;
            }

            if (words[i] == "--kinds" && i + 1 < words.Length)
            {
                options = options with { Kinds = words[++i].Split(',') };
                continue;
            }

            if (i + 1 == words.Length || !int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            {
                return null;
            }

            FaultOptions? changed = words[i++] switch
            {
                "--moments" => options with { Moments = value },
                "--seed" => options with { Seed = value },
                "--only" => options with { Only = value },
                "--soak" => options with { SoakRuns = value },
                "--flips" => options with { Flips = value },
                "--pairs" => options with { Pairs = value },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            options = changed;
        }

        return options;
    }
}
