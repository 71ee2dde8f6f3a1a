using Engram.Analysis.Spikes;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary>
/// <c>spikes.npz</c> of a run whose units fire: <c>examples</c> [classes], int32, and <c>spikes_1</c>, <c>spikes_2</c>, ... uint8 [classes, steps, units], as
/// <see cref="SpikeRasters"/> has them.
/// </summary>
internal static class SpikesFile
{
    private const string Examples = "examples";

    public static void Write(string path, SpikeRasters rasters)
    {
        int classes = rasters.Examples.Length;
        var arrays = new Dictionary<string, NpyArray> { [Examples] = new(rasters.Examples, classes) };
        foreach ((int layer, byte[] spikes) in rasters.Layers.Index())
        {
            arrays[Name(layer)] = new NpyArray(spikes, classes, rasters.Steps, rasters.UnitCounts[layer]);
        }

        NpzFile.Write(path, arrays);
    }

    /// <summary>The rasters, or null where there is no file.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="classCount">Classes of the images.</param>
    /// <param name="steps">T.</param>
    /// <param name="unitCounts">Units of every layer of the run's network.</param>
    /// <exception cref="EngramException">The file is damaged.</exception>
    public static SpikeRasters? Read(AnalysisFolder folder, int classCount, int steps, IReadOnlyList<int> unitCounts)
    {
        if (!File.Exists(folder.SpikesPath))
        {
            return null;
        }

        // Shapes are compared with the run's before memory is taken for values.
        long classes = Math.Min(classCount, SpikeRasters.MostClasses);
        Dictionary<string, long[]> shapes = unitCounts.Index().ToDictionary(layer => Name(layer.Index), layer => (long[])[classes, steps, layer.Item]);
        shapes[Examples] = [classes];
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(folder.SpikesPath, name => shapes.TryGetValue(name, out long[]? expected)
            ? shape => Require(shape.SequenceEqual(expected), folder, name)
            : null);
        NpyArray Find(string name) => arrays.TryGetValue(name, out NpyArray? array) ? array : throw Fault(folder, $"lacks the array {name}");
        return new SpikeRasters(Find(Examples).Ints, steps, unitCounts, [.. unitCounts.Select((_, layer) => Find(Name(layer)).Bytes)]);
    }

    private static void Require(bool fits, AnalysisFolder folder, string name)
    {
        if (!fits)
        {
            throw Fault(folder, $"has an array {name} that does not fit the run");
        }
    }

    private static EngramException Fault(AnalysisFolder folder, string fault) =>
        new($"{folder.SpikesPath} {fault}; make it again with {RunCommands.Analyze(folder)}.");

    private static string Name(int layer) => $"spikes_{layer + 1}";
}
