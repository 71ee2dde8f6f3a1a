using System.Text.Json;
using Engram.Analysis.ReadOuts;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Experiments.ReadOuts;

/// <summary>
/// The files of a read-out in the folder of a run's analysis: the classifiers, <c>weight</c> float32 [classes, features], <c>bias</c> [classes] and
/// <c>layers</c>, the same with <c>_layer_1</c> and so on of each layer alone, and what was measured as a table and a document. The document comes last.
/// </summary>
internal static class ReadOutFiles
{
    private const string Header = "layers,features,trainLoss,trainAccuracy,validationAccuracy,testAccuracy,layerTestAccuracy";

    public static void Write(AnalysisFolder folder, FolderLock hold, ReadOutRecord record, IReadOnlyList<LinearReadOut> readOuts)
    {
        hold.Require();
        NpzFile.Write(folder.File("read-out.npz"), Arrays(readOuts));
        hold.Require();
        CsvTable.Write(folder.TablePath("read-out"), Header, record.ReadOuts.Select(Row));
        hold.Require();
        AtomicFile.WriteAllText(folder.File("read-out.json"), Format(record));
    }

    /// <summary>A record as JSON text.</summary>
    public static string Format(ReadOutRecord record) => JsonSerializer.Serialize(record, ReadOutJson.Documents.ReadOutRecord) + "\n";

    private static Dictionary<string, NpyArray> Arrays(IReadOnlyList<LinearReadOut> readOuts)
    {
        Dictionary<string, NpyArray> arrays = [];
        foreach ((int index, LinearReadOut readOut) in readOuts.Index())
        {
            string ending = index == 0 ? "" : $"_layer_{readOut.Layers[0] + 1}";
            int classes = readOut.Biases.Length;
            arrays[$"weight{ending}"] = new NpyArray(readOut.Weights, classes, readOut.Weights.Length / classes);
            arrays[$"bias{ending}"] = new NpyArray(readOut.Biases, classes);
        }

        int[] layers = [.. readOuts[0].Layers.Select(layer => layer + 1)];
        arrays["layers"] = new NpyArray(layers, layers.Length);
        return arrays;
    }

    private static object?[] Row(LayersReadOut readOut) =>
    [
        string.Join(' ', readOut.Layers), readOut.Features, readOut.TrainLoss, readOut.TrainAccuracy, readOut.ValidationAccuracy, readOut.TestAccuracy,
        readOut.LayerTestAccuracy,
    ];
}
