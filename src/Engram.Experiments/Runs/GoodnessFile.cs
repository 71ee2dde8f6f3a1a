using Engram.Analysis;
using Engram.Data;
using Engram.Storage;

namespace Engram.Experiments.Runs;

/// <summary>
/// The goodness of every image with every label: <c>goodness</c> float32 [samples, layers, labels], or a classifier's
/// <c>logits</c> float32 [samples, classes]; <c>labels</c> and <c>predictions</c> uint8 [samples].
/// </summary>
internal static class GoodnessFile
{
    public static void Write(string path, EvaluationResult result, ImageDataset images)
    {
        var arrays = new Dictionary<string, NpyArray>
        {
            ["labels"] = new NpyArray(images.Labels.ToArray(), result.SampleCount),
            ["predictions"] = new NpyArray(result.Predictions, result.SampleCount),
        };
        if (result.Logits.Length > 0)
        {
            arrays["logits"] = new NpyArray(result.Logits, result.SampleCount, images.ClassCount);
        }
        else
        {
            arrays["goodness"] = new NpyArray(result.Goodness, result.SampleCount, result.Layers.Count, images.ClassCount);
        }

        NpzFile.Write(path, arrays);
    }
}
