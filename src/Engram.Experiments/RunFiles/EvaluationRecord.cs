using Engram.Data;

namespace Engram.Experiments.RunFiles;

/// <summary>What a trained run shows on a set of images; the document of <c>engram evaluate --json</c>.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Data">Name of the data set that it was evaluated on.</param>
/// <param name="Origin">Where that was found; null where it was not read from files.</param>
/// <param name="Split">Which part of it: train, test or validation.</param>
/// <param name="Samples">Number of images.</param>
/// <param name="Prediction">How goodness became a label; null for a classifier.</param>
/// <param name="SkipFirstLayer">Whether the first layer was left out of the prediction.</param>
/// <param name="Accuracy">Share of images classified rightly.</param>
/// <param name="UndecidedSamples">Images whose scores are equal for all labels: they have no prediction and count as wrong.</param>
/// <param name="Layers">Each layer, first layer first; its test accuracy is the one on these images.</param>
/// <param name="Seconds">Time of the evaluation.</param>
public sealed record EvaluationRecord(
    string Run,
    string Model,
    string Data,
    DatasetOrigin? Origin,
    string Split,
    int Samples,
    string? Prediction,
    bool SkipFirstLayer,
    double Accuracy,
    int UndecidedSamples,
    IReadOnlyList<LayerRecord> Layers,
    double Seconds)
{
    /// <summary>Whether these are other data than the run was trained and tested on.</summary>
    public bool OtherData { get; init; }
}
