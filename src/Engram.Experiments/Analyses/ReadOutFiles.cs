using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engram.Analysis.ReadOuts;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary>
/// The files of a read-out in the folder of a run's analysis: the classifiers, <c>weight</c> float32 [classes, features], <c>bias</c> [classes] and
/// <c>layers</c>, the same with <c>_layer_1</c> and so on of each layer alone; what was measured as a table and a document; and the checksums of these. The
/// document comes last.
/// </summary>
internal static class ReadOutFiles
{
    private const string ClassifierName = "read-out.npz";
    private const string TableName = "read-out.csv";
    private const string DocumentName = "read-out.json";
    private const string ChecksumsName = "read-out.sha256";
    private const string Header = "layers,features,trainLoss,trainAccuracy,validationAccuracy,testAccuracy,layerTestAccuracy";

    public static void Write(AnalysisFolder folder, FolderLock hold, ReadOutRecord record, IReadOnlyList<LinearReadOut> readOuts)
    {
        hold.Require();

        // A document beside files of another read-out would pass for a damaged one.
        FileFailure.Guard(folder.File(DocumentName), () => File.Delete(folder.File(DocumentName)));
        NpzFile.Write(folder.File(ClassifierName), Arrays(readOuts));
        hold.Require();
        CsvTable.Write(folder.File(TableName), Header, record.ReadOuts.Select(Row));
        hold.Require();
        string document = Format(record);
        AtomicFile.WriteAllText(folder.File(ChecksumsName), string.Concat([
            .. new[] { ClassifierName, TableName }.Select(name => Checksums.Line(name, Checksums.Hash(folder.File(name)))),
            Checksums.Line(DocumentName, SHA256.HashData(Encoding.UTF8.GetBytes(document)))]));
        AtomicFile.WriteAllText(folder.File(DocumentName), document);
    }

    /// <summary>A record as JSON text.</summary>
    public static string Format(ReadOutRecord record) => JsonSerializer.Serialize(record, ReadOutJson.Documents.ReadOutRecord) + "\n";

    /// <summary>Reads what was found; null where nobody has read the features out.</summary>
    /// <param name="folder">The folder of the run's analysis.</param>
    /// <param name="layerCount">Layers of the run.</param>
    /// <exception cref="EngramException">The document is damaged, or of other weights than the run has.</exception>
    public static ReadOutRecord? Find(AnalysisFolder folder, int layerCount)
    {
        string path = folder.File(DocumentName);
        if (!File.Exists(path))
        {
            return null;
        }

        string remedy = $"make it again with {RunCommands.ReadOut(folder.Run, folder.IsOfOtherData)}, or remove {path}";
        string[] lines = Checksums.Lines(folder.File(ChecksumsName));
        if (Array.Find([ClassifierName, TableName, DocumentName], name => !Checksums.IsListed(name, folder.File(name), lines)) is { } damaged)
        {
            throw new EngramException($"{folder.File(damaged)} is damaged: the checksums of the read-out do not match; {remedy}.");
        }

        ReadOutRecord record = Read(path, layerCount, remedy);
        return record.WeightsSha256 == Checksums.HashText(RunChecksums.WeightsLine(folder.Run))
            ? record
            : throw new EngramException($"{path} is of other weights than the run has; {remedy}.");
    }

    /// <summary>Reads the document.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layerCount">Layers of the run.</param>
    /// <param name="remedy">What to do where it cannot be used.</param>
    /// <exception cref="EngramException">It is damaged.</exception>
    public static ReadOutRecord Read(string path, int layerCount, string remedy)
    {
        try
        {
            return Require(JsonSerializer.Deserialize(TextFile.Read(path), ReadOutJson.Documents.ReadOutRecord), layerCount);
        }
        catch (JsonException error)
        {
            throw new EngramException($"{path} is no read-out or is damaged; {remedy}.", error);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"{path} cannot be read because {FileProblem.Reading(path, error)}; {remedy}.", error);
        }
    }

    private static ReadOutRecord Require(ReadOutRecord? record, int layerCount) =>
        record is { ReadOuts.Count: > 0, NetworkTestAccuracy: >= 0 and <= 1 } && record.ReadOuts.All(readOut =>
            readOut is { Layers.Count: > 0, TrainAccuracy: >= 0 and <= 1, TestAccuracy: >= 0 and <= 1, LayerTestAccuracy: null or (>= 0 and <= 1) }
            && readOut.Layers.All(layer => layer >= 1 && layer <= layerCount))
            ? record
            : throw new JsonException("a value is none that a read-out has");

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
