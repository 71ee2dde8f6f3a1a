using System.Security.Cryptography;
using System.Text;
using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>
/// Names of runs: what comes first (a model, or a preset), then the value of every key that is varied and that the model
/// uses, in the order of <see cref="SpecKeys"/>, then the seed. Numbers stand behind their key (<c>lr0.01</c>), names stand
/// alone (<c>fixed</c>). The file's own order has no influence.
/// </summary>
internal sealed class RunNames
{
    /// <summary>A folder's name may have 255 bytes; people read far fewer.</summary>
    private const int LongestName = 120;

    private const int HashDigits = 8;

    private readonly SpecKey[] _keys;
    private readonly Dictionary<SpecKey, IReadOnlyDictionary<string, string>> _words;

    /// <param name="variedKeys">Names of the keys.</param>
    /// <param name="specs">Those of all runs, with whatever seeds: a path is named so that it is told from those of the others.</param>
    public RunNames(IReadOnlyCollection<string> variedKeys, IReadOnlyCollection<RunSpec> specs)
    {
        _keys = [.. SpecKeys.All.Where(key => variedKeys.Contains(key.Name) && key.Name is not ("model" or "seed"))];
        _words = _keys.Where(key => key.AllowsQuotes).ToDictionary(key => key, key => DataNames.Of(specs.Select(key.Read)));
    }

    public string For(RunSpec spec, string first)
    {
        string[] parts = [first, .. _keys.Where(key => key.IsUsedIn(spec)).Select(key => Part(key, spec)), $"seed{spec.Training.Seed}"];
        string name = string.Join('-', parts);
        return name.Length <= LongestName ? name : $"{name[..(LongestName - HashDigits - 1)]}-{Hash(first, spec)}";
    }

    private string Part(SpecKey key, RunSpec spec)
    {
        string value = key.Read(spec);
        value = _words.TryGetValue(key, out IReadOnlyDictionary<string, string>? words) ? words[value] : value.Replace(", ", "x", StringComparison.Ordinal);
        return key.Choices.Count > 0 ? value
            : char.IsAsciiDigit(value[0]) ? Label(key) + value
            : $"{Label(key)}-{value}";
    }

    private static string Label(SpecKey key) => key.Name switch
    {
        "learningRate" => "lr",
        "batchSize" => "batch",
        "trainSamples" => "samples",
        "activationPenalty" => "penalty",
        _ => key.Name,
    };

    private static string Hash(string first, RunSpec spec) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{first}\n{SpecFile.Format(spec)}")))[..HashDigits];
}
