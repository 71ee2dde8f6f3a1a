using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>
/// Sweeps as YAML files: a base and what is varied, or an experiment file of the code of Tosato et al., which is known by
/// its keys. docs/sweeps.md describes both.
/// </summary>
public static class SweepFile
{
    /// <summary>Most runs of a sweep; a slip of the pen must not fill the memory.</summary>
    public const int MaximumRuns = 100_000;

    private const string Kind = "sweep";

    /// <summary>Reads a sweep. Every run in it is complete and can be trained.</summary>
    /// <param name="path">The YAML file.</param>
    /// <exception cref="EngramException">
    /// The file cannot be read or is not YAML; a key is unknown, given twice, of the wrong type or of no use; a run cannot be
    /// trained; two runs are the same; or there are too many.
    /// </exception>
    public static SweepPlan Read(string path) => Parse(YamlReader.ReadText(path, Kind), path);

    /// <summary>Reads a sweep from text.</summary>
    /// <param name="yaml">The YAML text.</param>
    /// <param name="fileName">Its file, for messages and for the sweep's name.</param>
    /// <exception cref="EngramException">As for <see cref="Read"/>.</exception>
    public static SweepPlan Parse(string yaml, string fileName)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(fileName);
        YamlMap file = YamlReader.Read(yaml, fileName, Kind);
        FileKinds.RequireNoSpec(file);
        SweepPlan plan = ReferenceFile.IsOne(file) ? ReferenceFile.Read(file) : SweepReader.Read(file);
        return plan with { Text = AnchoredText.Of(file, yaml) };
    }
}
