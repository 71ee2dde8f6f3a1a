using Engram.Analysis;
using Engram.Data;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary><c>wall.npz</c>: <c>labels</c> [images], uint8 or int32, and <c>layer_1</c>, <c>layer_2</c>, ... float32 [images, units].</summary>
internal static class WallFile
{
    private const string Labels = "labels";

    private const int MostImages = WallSamples.MostImages;

    public static void Write(string path, WallSample wall)
    {
        var arrays = new Dictionary<string, NpyArray> { [Labels] = StoredLabels.ToArray([.. wall.Labels], wall.Labels.DefaultIfEmpty().Max() + 1) };
        for (int layer = 0; layer < wall.Layers.Count; layer++)
        {
            arrays[Name(layer)] = new NpyArray(wall.Layers[layer], wall.Labels.Count, wall.UnitCounts[layer]);
        }

        NpzFile.Write(path, arrays);
    }

    /// <summary>The sample, or null where there is no file.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="unitCounts">Units of every layer of the run's network.</param>
    /// <exception cref="EngramException">The file is damaged.</exception>
    public static WallSample? Read(AnalysisFolder folder, IReadOnlyList<int> unitCounts)
    {
        string path = folder.WallPath;
        if (!File.Exists(path))
        {
            return null;
        }

        // Shapes are compared with the network's before memory is taken for values.
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(path, name =>
            name == Labels ? shape => Require(shape is [<= MostImages], folder, name, $"[1 to {MostImages}]")
            : unitCounts.Index().FirstOrDefault(layer => Name(layer.Index) == name) is { Item: > 0 } layer
                ? shape => Require(shape is [<= MostImages, var units] && units == layer.Item, folder, name, $"[images, {layer.Item}]")
            : null);
        NpyArray[] layers = [.. unitCounts.Index().Select(layer => Find(arrays, Name(layer.Index), folder))];
        int[] labels = StoredLabels.FromArray(Find(arrays, Labels, folder));
        foreach (NpyArray layer in layers)
        {
            Require(layer.Shape[0] == labels.Length, folder, "of a layer", $"[{labels.Length}, units]");
        }

        return new WallSample(labels, unitCounts, [.. layers.Select(layer => layer.Floats)]);
    }

    private static void Require(bool fits, AnalysisFolder folder, string name, string shape)
    {
        if (!fits)
        {
            throw new EngramException($"{folder.WallPath} has an array {name} of another shape than {shape}; make it again with {RunCommands.Analyze(folder)}.");
        }
    }

    private static NpyArray Find(IReadOnlyDictionary<string, NpyArray> arrays, string name, AnalysisFolder folder) =>
        arrays.TryGetValue(name, out NpyArray? array)
            ? array
            : throw new EngramException($"{folder.WallPath} lacks the array {name}; make it again with {RunCommands.Analyze(folder)}.");

    private static string Name(int layer) => $"layer_{layer + 1}";
}
