using Engram.Data;
using Engram.Models;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// The goodness of every image with every label: <c>goodness</c> float32 [samples, layers, labels], class scores
/// <c>scores</c> of the same shape, or a classifier's <c>logits</c> float32 [samples, classes]; <c>labels</c> and <c>predictions</c> as in
/// <see cref="RepresentationsFile"/>.
/// </summary>
internal static class GoodnessFile
{
    public static void Write(string path, EvaluationResult result, ImageDataset images)
    {
        var arrays = new Dictionary<string, NpyArray>
        {
            ["labels"] = StoredLabels.ToArray(images.Labels, images.ClassCount),
            ["predictions"] = StoredLabels.ToArray(result.Predictions, images.ClassCount),
        };
        if (result.ReadOut == ReadOut.Logits)
        {
            arrays["logits"] = new NpyArray(result.Scores, result.SampleCount, images.ClassCount);
        }
        else
        {
            string name = result.ReadOut == ReadOut.Goodness ? "goodness" : "scores";
            arrays[name] = new NpyArray(result.Scores, result.SampleCount, result.Layers.Count, images.ClassCount);
        }

        NpzFile.Write(path, arrays);
    }
}
