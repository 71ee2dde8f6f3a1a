using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engram.Analysis.Epochs;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary>
/// The files of layers over epochs in the folder of a run's analysis: tables, a document, what is too much for it as arrays, and the checksums of these. For each
/// layer the arrays have <c>epochs_layer_1</c>, int32 [moments] with -1 for the finished network; <c>correct_layer_1</c> and <c>all_layer_1</c>, class means
/// float32 [moments, classes, units]; and <c>active_layer_1</c>, the share of images that activate a unit, [moments, units]. The document comes last.
/// </summary>
internal static class EpochFiles
{
    private const string DocumentName = "epochs.json";
    private const string ArraysName = "epochs.npz";
    private const string ChecksumsName = "epochs.sha256";
    private const int Finished = -1;

    public static void Write(AnalysisFolder folder, FolderLock hold, EpochsRecord record)
    {
        hold.Require();

        // A document beside files of another analysis would pass for a damaged one.
        FileFailure.Guard(folder.File(DocumentName), () => File.Delete(folder.File(DocumentName)));
        List<string> names = [ArraysName];
        foreach (var (name, header, rows) in EpochTables.All(record.Moments))
        {
            hold.Require();
            CsvTable.Write(folder.TablePath(name), header, rows);
            names.Add(Path.GetFileName(folder.TablePath(name)));
        }

        hold.Require();
        NpzFile.Write(folder.File(ArraysName), Arrays(record));
        string document = JsonSerializer.Serialize(record, AnalysisJson.Default.EpochsRecord) + "\n";
        hold.Require();
        AtomicFile.WriteAllText(folder.File(ChecksumsName), string.Concat([
            .. names.Select(name => Checksums.Line(name, Checksums.Hash(folder.File(name)))),
            Checksums.Line(DocumentName, SHA256.HashData(Encoding.UTF8.GetBytes(document)))]));
        AtomicFile.WriteAllText(folder.File(DocumentName), document);
    }

    /// <summary>Reads what was measured; null where nobody has.</summary>
    /// <param name="folder">The folder of the run's analysis.</param>
    /// <param name="layers">Units of each layer of the run.</param>
    /// <param name="classCount">Classes.</param>
    /// <exception cref="EngramException">A file is damaged, or of other weights than the run has.</exception>
    public static EpochsRecord? Find(AnalysisFolder folder, IReadOnlyList<int> layers, int classCount)
    {
        string path = folder.File(DocumentName);
        if (!File.Exists(path))
        {
            return null;
        }

        string remedy = $"make it again with {RunCommands.Analyze(folder)} --over-epochs, or remove {path}";
        string[] lines = Checksums.Lines(folder.File(ChecksumsName));
        if (Array.Find([ArraysName, DocumentName], name => !Checksums.IsListed(name, folder.File(name), lines)) is { } damaged)
        {
            throw new EngramException($"{folder.File(damaged)} is damaged: the checksums of the layers over epochs do not match; {remedy}.");
        }

        EpochsRecord record = Read(path, layers, classCount, remedy);
        return record.WeightsSha256 == Checksums.HashText(RunChecksums.WeightsLine(folder.Run))
            ? WithArrays(record, NpzFile.Read(folder.File(ArraysName)), layers, classCount)
                ?? throw new EngramException($"{folder.File(ArraysName)} does not fit {path}; {remedy}.")
            : throw new EngramException($"{path} is of other weights than the run has; {remedy}.");
    }

    /// <summary>Reads the document, without what stands in the arrays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layers">Units of each layer of the run.</param>
    /// <param name="classCount">Classes.</param>
    /// <param name="remedy">What to do where it cannot be used.</param>
    /// <exception cref="EngramException">It is damaged.</exception>
    public static EpochsRecord Read(string path, IReadOnlyList<int> layers, int classCount, string remedy)
    {
        try
        {
            return Require(JsonSerializer.Deserialize(TextFile.Read(path), AnalysisJson.Default.EpochsRecord), layers, classCount);
        }
        catch (JsonException error)
        {
            throw new EngramException($"{path} holds no layers over epochs or is damaged; {remedy}.", error);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"{path} cannot be read because {FileProblem.Reading(path, error)}; {remedy}.", error);
        }
    }

    private static Dictionary<string, NpyArray> Arrays(EpochsRecord record)
    {
        Dictionary<string, NpyArray> arrays = [];
        foreach (IGrouping<int, LayerMoment> layer in record.Moments.GroupBy(moment => moment.LayerIndex))
        {
            LayerMoment[] moments = [.. layer];
            int classes = moments[0].ClassAccuracy.Count;
            arrays[Name("epochs", layer.Key)] = new NpyArray([.. moments.Select(moment => moment.Epoch ?? Finished)], moments.Length);
            arrays[Name("correct", layer.Key)] = Joined([.. moments.Select(moment => moment.Correct.ClassMeans)], classes);
            arrays[Name("all", layer.Key)] = Joined([.. moments.Select(moment => moment.All.ClassMeans)], classes);
            arrays[Name("active", layer.Key)] = new NpyArray([.. moments.SelectMany(moment => moment.All.ActiveShares)], moments.Length, moments[0].All.ActiveShares.Length);
        }

        return arrays;
    }

    private static NpyArray Joined(float[][] means, int classes) => new([.. means.SelectMany(values => values)], means.Length, classes, means[0].Length / classes);

    // Null where an array lacks, or has another shape.
    private static EpochsRecord? WithArrays(EpochsRecord record, IReadOnlyDictionary<string, NpyArray> arrays, IReadOnlyList<int> layers, int classCount)
    {
        List<LayerMoment> moments = [];
        for (int layer = 0; layer < layers.Count; layer++)
        {
            LayerMoment[] ofLayer = [.. record.Of(layer)];
            float[][]? correct = Parts(arrays, Name("correct", layer), ofLayer.Length, classCount * layers[layer]);
            float[][]? all = Parts(arrays, Name("all", layer), ofLayer.Length, classCount * layers[layer]);
            float[][]? active = Parts(arrays, Name("active", layer), ofLayer.Length, layers[layer]);
            if (correct is null || all is null || active is null)
            {
                return null;
            }

            moments.AddRange(ofLayer.Select((moment, place) => moment with
            {
                Correct = moment.Correct with { ClassMeans = correct[place] },
                All = moment.All with { ClassMeans = all[place], ActiveShares = active[place] },
            }));
        }

        return record with { Moments = moments };
    }

    private static float[][]? Parts(IReadOnlyDictionary<string, NpyArray> arrays, string name, int count, int length) =>
        arrays.TryGetValue(name, out NpyArray? array) && array.DataType == "<f4" && array.Floats.Length == count * length
            ? [.. array.Floats.Chunk(length)]
            : null;

    private static EpochsRecord Require(EpochsRecord? record, IReadOnlyList<int> layers, int classCount) =>
        record is { Moments.Count: > 0 } && record.Moments.All(moment =>
            moment is { LayerIndex: >= 0, Epoch: null or >= 0, Accuracy: >= 0 and <= 1 }
            && moment.LayerIndex < layers.Count
            && moment.ClassAccuracy.Count == classCount
            && IsWhole(moment.Correct, classCount, layers[moment.LayerIndex])
            && IsWhole(moment.All, classCount, layers[moment.LayerIndex]))
            ? record
            : throw new JsonException("a value is none of layers over epochs");

    private static bool IsWhole(MomentRepresentation? images, int classes, int units) =>
        images is { DeadUnits: >= 0 }
        && images.ClassCounts.Count == classes
        && images.ClassSparseness.Count == classes
        && images.ClassSparseness.All(measures => measures is not null)
        && images.OverlapWithFinal.Count == classes
        && images.Ensembles.Count == classes
        && images.Ensembles.All(ensemble => ensemble is not null && ensemble.All(unit => unit >= 0 && unit < units));

    private static string Name(string what, int layerIndex) => $"{what}_{ActivationsFile.Layer(layerIndex + 1)}";
}
