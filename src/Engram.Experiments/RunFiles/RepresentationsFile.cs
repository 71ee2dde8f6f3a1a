using Engram.Analysis.Representations;
using Engram.Data;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// <c>representations.npz</c>: <c>representations</c> float32 [samples, layers, units] where all layers are equally
/// wide, otherwise <c>representations_1</c>, <c>representations_2</c>, ... float32 [samples, units]; <c>labels</c> and
/// <c>predictions</c> [samples], uint8 with 255 for no prediction, or int32 with -1 where there are more than 255 classes.
/// </summary>
internal static class RepresentationsFile
{
    public static void Write(string path, HiddenRepresentations representations, int[] predictions, int classCount)
    {
        int sampleCount = representations.SampleCount;
        var arrays = new Dictionary<string, NpyArray>
        {
            ["labels"] = StoredLabels.ToArray([.. representations.Labels], classCount),
            ["predictions"] = StoredLabels.ToArray(predictions, classCount),
        };
        IReadOnlyList<int> unitCounts = representations.UnitCounts;
        if (unitCounts.Distinct().Count() == 1)
        {
            arrays["representations"] = new NpyArray(Interleave(representations), sampleCount, unitCounts.Count, unitCounts[0]);
        }
        else
        {
            for (int layer = 0; layer < unitCounts.Count; layer++)
            {
                arrays[$"representations_{layer + 1}"] =
                    new NpyArray(representations.Layer(layer).ToArray(), sampleCount, unitCounts[layer]);
            }
        }

        NpzFile.Write(path, arrays);
    }

    /// <summary>From one [samples, units] per layer to [samples, layers, units].</summary>
    private static float[] Interleave(HiddenRepresentations representations)
    {
        int layerCount = representations.LayerCount;
        int unitCount = representations.UnitCounts[0];
        float[] all = new float[representations.SampleCount * layerCount * unitCount];
        for (int sample = 0; sample < representations.SampleCount; sample++)
        {
            for (int layer = 0; layer < layerCount; layer++)
            {
                int start = ((sample * layerCount) + layer) * unitCount;
                representations.Sample(layer, sample).CopyTo(all.AsSpan(start, unitCount));
            }
        }

        return all;
    }
}
