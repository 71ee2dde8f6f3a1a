using Engram.Analysis;
using Engram.Data;
using Engram.Storage;

namespace Engram.Experiments.Runs;

/// <summary>
/// The goodness of every image with every label: <c>goodness</c> float32 [samples, layers, labels], <c>labels</c> and
/// <c>predictions</c> uint8 [samples].
/// </summary>
internal static class GoodnessFile
{
    public static void Write(string path, EvaluationResult result, ImageDataset images) =>
        NpzFile.Write(path, new Dictionary<string, NpyArray>
        {
            ["goodness"] = new NpyArray(result.Goodness, result.SampleCount, result.Layers.Count, images.ClassCount),
            ["labels"] = new NpyArray(images.Labels.ToArray(), result.SampleCount),
            ["predictions"] = new NpyArray(result.Predictions, result.SampleCount),
        });
}
