namespace Engram.Experiments.Evaluations;

/// <summary>What a run's network says about images; the document of <c>engram predict --json</c>.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Prediction">How the layers' scores became a label; null for a classifier.</param>
/// <param name="SkipFirstLayer">Whether the first layer has no say.</param>
/// <param name="ClassNames">What each label means, in order of the label.</param>
/// <param name="Images">Each image.</param>
public sealed record PredictionRecord(
    string Run,
    string Model,
    string? Prediction,
    bool SkipFirstLayer,
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<PredictedImage> Images);

/// <summary>What the network says about one image.</summary>
/// <param name="Image">Its file, or a file with the index of the image in it.</param>
/// <param name="Label">The predicted label; null where all scores are equal.</param>
/// <param name="ClassName">What it means.</param>
/// <param name="Scores">The score of every label, from the layers by the prediction rule, or a classifier's logits; null for a class that was left out.</param>
/// <param name="Layers">What each layer says alone; empty for a classifier.</param>
public sealed record PredictedImage(string Image, int? Label, string? ClassName, IReadOnlyList<float?> Scores, IReadOnlyList<PredictedLayer> Layers);

/// <summary>What one layer says about an image.</summary>
/// <param name="Label">The label with its largest score; null where all are equal.</param>
/// <param name="ClassName">What it means.</param>
/// <param name="Scores">Its goodness, or class score, of every label.</param>
public sealed record PredictedLayer(int? Label, string? ClassName, IReadOnlyList<float> Scores);
