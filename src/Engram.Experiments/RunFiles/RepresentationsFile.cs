using Engram.Analysis.Representations;
using Engram.Data;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// <c>representations.npz</c>: <c>layer_1</c>, <c>layer_2</c>, ... float32 [samples, units]; <c>labels</c> and <c>predictions</c> [samples], uint8 with 255
/// for no prediction, or int32 with -1 where there are more than 255 classes. <see cref="ActivationsFile"/> reads it.
/// </summary>
internal static class RepresentationsFile
{
    public static void Write(string path, HiddenRepresentations representations, int[] predictions, int classCount)
    {
        var arrays = new Dictionary<string, NpyArray>
        {
            [ActivationsFile.Labels] = StoredLabels.ToArray([.. representations.Labels], classCount),
            [ActivationsFile.Predictions] = StoredLabels.ToArray(predictions, classCount),
        };
        for (int layer = 0; layer < representations.LayerCount; layer++)
        {
            arrays[ActivationsFile.Layer(layer + 1)] =
                new NpyArray(representations.Layer(layer).ToArray(), representations.SampleCount, representations.UnitCounts[layer]);
        }

        NpzFile.Write(path, arrays);
    }
}
