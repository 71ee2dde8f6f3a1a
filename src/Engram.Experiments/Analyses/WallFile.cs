using Engram.Analysis;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary><c>wall.npz</c>: <c>labels</c> uint8 [images] and <c>layer_1</c>, <c>layer_2</c>, ... float32 [images, units].</summary>
internal static class WallFile
{
    public static void Write(string path, WallSample wall)
    {
        var arrays = new Dictionary<string, NpyArray> { ["labels"] = new NpyArray([.. wall.Labels], wall.Labels.Count) };
        for (int layer = 0; layer < wall.Layers.Count; layer++)
        {
            arrays[Name(layer)] = new NpyArray(wall.Layers[layer], wall.Labels.Count, wall.UnitCounts[layer]);
        }

        NpzFile.Write(path, arrays);
    }

    /// <summary>The sample, or null where there is no file.</summary>
    /// <exception cref="EngramException">The file is damaged.</exception>
    public static WallSample? Read(string path, int layerCount)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(path);
        NpyArray[] layers = [.. Enumerable.Range(0, layerCount).Select(layer => Find(arrays, Name(layer), path))];
        byte[] labels = Find(arrays, "labels", path).Bytes;
        if (layers.Any(layer => layer.Shape.Count != 2 || layer.Shape[0] != labels.Length))
        {
            throw new EngramException($"{path} has layers of other shapes than [{labels.Length}, units]; make it again with engram analyze.");
        }

        return new WallSample(labels, [.. layers.Select(layer => (int)layer.Shape[1])], [.. layers.Select(layer => layer.Floats)]);
    }

    private static NpyArray Find(IReadOnlyDictionary<string, NpyArray> arrays, string name, string path) =>
        arrays.TryGetValue(name, out NpyArray? array)
            ? array
            : throw new EngramException($"{path} lacks the array {name}; make it again with engram analyze.");

    private static string Name(int layer) => $"layer_{layer + 1}";
}
