using System.Text.Json.Nodes;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>How a sweep file says after which epochs weights are kept.</summary>
internal sealed class KeptEpochsType() : SpecType<KeptEpochs>(KeptEpochs.Expectation, "n,every:n")
{
    public override bool AllowsQuotes => true;

    public override bool TryParse(string text, out KeptEpochs value)
    {
        bool isLegal = KeptEpochs.TryParse(text, out KeptEpochs? kept);
        value = kept!;
        return isLegal;
    }

    public override string Format(KeptEpochs value) => value.ToString();

    /// <summary>A single epoch is a number to YAML readers.</summary>
    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "integer"), ["pattern"] = $"^{KeptEpochs.Pattern}$" };
}
