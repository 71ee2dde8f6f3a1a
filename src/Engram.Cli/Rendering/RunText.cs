using System.Globalization;
using Engram.Data;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Families;
using Engram.Models;

namespace Engram.Cli.Rendering;

/// <summary>Words and numbers as people read them.</summary>
internal static class RunText
{
    /// <summary>Lines that say what is about to be trained and where.</summary>
    public static IEnumerable<string> Heading(RunStarted started)
    {
        TrainingSpec training = started.Spec.Training;
        RunProgress progress = started.Progress;
        string validation = started.ValidationSampleCount > 0 ? $" and {Count(started.ValidationSampleCount)} for validation" : "";
        yield return $"{training.Model} on {started.Spec.DataName}: {Count(started.TrainSampleCount)} images{validation}, layers {string.Join('-', training.Layers)}, seed {training.Seed}";
        if (started.Origin is { } origin)
        {
            yield return Data(origin);
        }

        yield return $"{started.Threads} {(started.Threads == 1 ? "thread" : "threads")} ({started.InstructionSet}), run folder {started.Folder}";
        if (progress.CompletedSteps > 0)
        {
            yield return $"resumed at step {Count(progress.CompletedSteps)} of {Count(progress.TotalSteps)}";
        }
    }

    /// <summary>The line that says which data is used and from where.</summary>
    public static string Data(DatasetOrigin origin) =>
        $"{origin.Name} in {origin.Folder}: {Count(origin.TrainCount)} training and {Count(origin.TestCount)} test images{(origin.Shape is { } shape ? $" of {shape}" : "")}, {origin.ClassCount} classes"
        + (origin.Remark is { } remark ? $" ({remark})" : "");

    /// <summary>What data is called, whose name or path is known.</summary>
    public static string DataName(string data) => OwnData.IsPath(data) ? OwnData.NameOf(data) : data;

    /// <summary>The layer and the epoch that a row of metrics belongs to, counted from 1.</summary>
    public static string Place(int? layerIndex, int epochIndex, TrainingSpec spec)
    {
        string layer = layerIndex is { } index ? $"layer {index + 1}/{spec.Layers.Count}  " : "";
        return $"{layer}epoch {epochIndex + 1}/{spec.Epochs[layerIndex ?? 0]}";
    }

    public static string Loss(EpochMetrics metrics) => $"loss {Fixed(metrics.Loss, 4)}";

    /// <summary>Goodness of positives and negatives, scores of true and other labels, or for a model without either the share of active units.</summary>
    public static string Goodness(EpochMetrics metrics, TrainingSpec spec) => metrics.NegativeGoodness is { } negative
        ? $"{(ModelTable.Find(spec.Model).Traits.ReadOut == ReadOut.ClassScores ? "scores" : "goodness")} {Fixed(metrics.PositiveGoodness, 2)} / {Fixed(negative, 2)}"
        : $"active {Fixed(metrics.ActiveFraction, 3)}";

    /// <summary>Accuracy on validation images, behind what stands before it; empty where there are none.</summary>
    public static string Validation(EpochMetrics metrics) =>
        metrics.ValidationAccuracy is { } accuracy ? $"  validation {Fixed(accuracy, 4)}" : "";

    /// <summary>A run's accuracies.</summary>
    public static string Accuracies(RunRecord record) => $"test accuracy {Fixed(record.TestAccuracy, 4)}"
        + (record.ValidationAccuracy is { } validation ? $", validation {Fixed(validation, 4)}" : "");

    /// <summary>How a label is predicted.</summary>
    /// <param name="prediction">The rule; null for a classifier.</param>
    /// <param name="skipsFirstLayer">Whether the first layer has no say.</param>
    public static string Rule(string? prediction, bool skipsFirstLayer) =>
        prediction is null ? "the largest output" : skipsFirstLayer ? $"{prediction} without layer 1" : prediction;

    public static string Fixed(double? value, int decimals) =>
        value?.ToString($"F{decimals}", CultureInfo.InvariantCulture) ?? "-";

    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => seconds < 100 ? $"{Fixed(seconds, 1)} s" : $"{Count(seconds)} s";

    public static string Megabytes(long bytes) => $"{Count(bytes / 1e6)} MB";

    /// <summary>Minutes and seconds, and hours where there are any.</summary>
    public static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}"
        : $"{time.Minutes}:{time.Seconds:D2}";
}
