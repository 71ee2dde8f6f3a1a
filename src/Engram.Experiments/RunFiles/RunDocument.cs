using System.Text.Json;
using Engram.Experiments.Files;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>Writes and reads the JSON documents of a run.</summary>
public static class RunDocument
{
    /// <summary>The record as the text of <c>run.json</c>.</summary>
    public static string Format(RunRecord record) => JsonSerializer.Serialize(record, RunJson.Documents.RunRecord) + "\n";

    /// <summary>The evaluation as JSON text.</summary>
    public static string Format(EvaluationRecord record) => JsonSerializer.Serialize(record, RunJson.Documents.EvaluationRecord) + "\n";

    /// <summary>Replaces <c>run.json</c> as a whole.</summary>
    public static void Write(string path, RunRecord record) => AtomicFile.WriteAllText(path, Format(record));

    /// <summary>Reads <c>run.json</c>.</summary>
    /// <exception cref="EngramException">The file is missing, unreadable or not a run's record.</exception>
    public static RunRecord Read(string path)
    {
        try
        {
            return Require(JsonSerializer.Deserialize(TextFile.Read(path), RunJson.Documents.RunRecord));
        }
        catch (JsonException error)
        {
            throw new EngramException($"{path} is no record of a run or is damaged; resume the run to write it again.", error);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"{path} cannot be read because {FileProblem.Reading(path, error)}; resume the run to write it again.", error);
        }
    }

    /// <summary>A record with values that no run has is damaged. Lists that are missing altogether are null here, whatever their default.</summary>
    private static RunRecord Require(RunRecord? record) =>
        record is { Threads: > 0, TestAccuracy: null or >= 0 and <= 1, ValidationAccuracy: null or >= 0 and <= 1, TrainSeconds: >= 0, TotalSeconds: >= 0, PeakResidentBytes: null or >= 0, CompletedSteps: >= 0, TotalSteps: >= 0, Warnings: not null, Layers: not null }
        && Enum.IsDefined(record.Status)
        && record.Warnings.All(warning => warning is not null)
        && record.Layers.All(layer => layer is { SilentSamples: >= 0, DeadUnits: >= 0, TestAccuracy: null or >= 0 and <= 1 })
            ? record
            : throw new JsonException("a value is none that a run has");
}
