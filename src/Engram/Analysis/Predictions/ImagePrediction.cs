namespace Engram.Analysis.Predictions;

/// <summary>What a network says about one image.</summary>
/// <param name="Label">The predicted label, or <see cref="EvaluationResult.NoPrediction"/>.</param>
/// <param name="Scores">The score of every label: what the prediction rule makes of the layers, or a classifier's logits; −∞ for a class that was left out.</param>
/// <param name="Layers">What each layer says alone, first layer first; empty for a classifier.</param>
public sealed record ImagePrediction(int Label, IReadOnlyList<float> Scores, IReadOnlyList<LayerVote> Layers);

/// <summary>What one layer says about an image.</summary>
/// <param name="Label">The label with its largest score, or <see cref="EvaluationResult.NoPrediction"/>.</param>
/// <param name="Scores">Its goodness or class score of every label.</param>
public sealed record LayerVote(int Label, IReadOnlyList<float> Scores);
