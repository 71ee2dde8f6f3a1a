using Engram.Analysis.Predictions;

namespace Engram;

/// <summary>What a network says about one image.</summary>
/// <param name="Label">The predicted label, or <see cref="EvaluationResult.NoPrediction"/>.</param>
/// <param name="ClassName">What the label means; null without a prediction.</param>
/// <param name="Scores">The score of every label: what the prediction rule makes of the layers, or a classifier's logits; −∞ for a class that was left out.</param>
/// <param name="Layers">What each layer says alone, first layer first; empty for a classifier.</param>
public sealed record Prediction(int Label, string? ClassName, IReadOnlyList<float> Scores, IReadOnlyList<LayerVote> Layers);
