using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engram.Analysis.Lesions;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary>The files of lesions in the folder of a run's analysis: tables, a document, and the checksums of these. The document comes last.</summary>
internal static class LesionFiles
{
    private const string DocumentName = "lesions.json";
    private const string ChecksumsName = "lesions.sha256";

    public static void Write(AnalysisFolder folder, FolderLock hold, LesionRecord record)
    {
        hold.Require();

        // A document beside tables of other lesions would pass for a damaged one.
        FileFailure.Guard(folder.File(DocumentName), () => File.Delete(folder.File(DocumentName)));
        List<string> names = [];
        foreach (var (name, header, rows) in LesionTables.All(record.Lesions))
        {
            hold.Require();
            CsvTable.Write(folder.TablePath(name), header, rows);
            names.Add(Path.GetFileName(folder.TablePath(name)));
        }

        string document = Format(record);
        hold.Require();
        AtomicFile.WriteAllText(folder.File(ChecksumsName), string.Concat([
            .. names.Select(name => Checksums.Line(name, Checksums.Hash(folder.File(name)))),
            Checksums.Line(DocumentName, SHA256.HashData(Encoding.UTF8.GetBytes(document)))]));
        AtomicFile.WriteAllText(folder.File(DocumentName), document);
    }

    /// <summary>A record as JSON text.</summary>
    public static string Format(LesionRecord record) => JsonSerializer.Serialize(record, AnalysisJson.Default.LesionRecord) + "\n";

    /// <summary>Reads what was measured; null where nobody has.</summary>
    /// <param name="folder">The folder of the run's analysis.</param>
    /// <param name="layers">Units of each layer of the run.</param>
    /// <param name="classCount">Classes.</param>
    /// <exception cref="EngramException">A file is damaged, or of other weights than the run has.</exception>
    public static LesionRecord? Find(AnalysisFolder folder, IReadOnlyList<int> layers, int classCount)
    {
        string path = folder.File(DocumentName);
        if (!File.Exists(path))
        {
            return null;
        }

        string remedy = $"make it again with {RunCommands.Lesion(folder.Run, folder.IsOfOtherData)}, or remove {path}";
        string[] lines = Checksums.Lines(folder.File(ChecksumsName));
        if (!Checksums.IsListed(DocumentName, path, lines))
        {
            throw new EngramException($"{path} is damaged: the checksums of the lesions do not match; {remedy}.");
        }

        LesionRecord record = Read(path, layers, classCount, remedy);
        return record.WeightsSha256 == Checksums.HashText(RunChecksums.WeightsLine(folder.Run))
            ? record
            : throw new EngramException($"{path} is of other weights than the run has; {remedy}.");
    }

    /// <summary>Reads the document.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layers">Units of each layer of the run.</param>
    /// <param name="classCount">Classes.</param>
    /// <param name="remedy">What to do where it cannot be used.</param>
    /// <exception cref="EngramException">It is damaged.</exception>
    public static LesionRecord Read(string path, IReadOnlyList<int> layers, int classCount, string remedy)
    {
        try
        {
            return Require(JsonSerializer.Deserialize(TextFile.Read(path), AnalysisJson.Default.LesionRecord), layers, classCount);
        }
        catch (JsonException error)
        {
            throw new EngramException($"{path} holds no lesions or is damaged; {remedy}.", error);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"{path} cannot be read because {FileProblem.Reading(path, error)}; {remedy}.", error);
        }
    }

    private static LesionRecord Require(LesionRecord? record, IReadOnlyList<int> layers, int classCount) =>
        record is { Lesions: { RandomSets: > 0, Accuracy: >= 0 and <= 1 } lesions }
        && lesions.ClassCounts.Count == classCount
        && lesions.ClassAccuracy.Count == classCount
        && lesions.Layers.Count == layers.Count
        && lesions.Layers.Zip(layers).All(pair => IsWhole(pair.First, pair.Second, classCount))
            ? record
            : throw new JsonException("a value is none of lesions");

    private static bool IsWhole(LayerLesions? layer, int units, int classCount) =>
        layer is not null
        && layer.UnitCount == units
        && layer.Ensembles.Count == classCount
        && layer.Ensembles.All(lesion => lesion is not null
            && lesion.Units >= 0 && lesion.Units <= units
            && (lesion.Damage is null || lesion.Damage.Classes.Count == classCount)
            && (lesion.Random is null || (lesion.Damage is not null && lesion.Random.Classes.Count == classCount)))
        && layer.Removals.All(curve => curve is not null && curve.Points.All(point => point is not null && point.Removed >= 0 && point.Removed <= units));
}
