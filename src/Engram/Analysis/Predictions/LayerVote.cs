namespace Engram.Analysis.Predictions;

/// <summary>What one layer says about an image.</summary>
/// <param name="Label">The label with its largest score, or <see cref="EvaluationResult.NoPrediction"/>.</param>
/// <param name="Scores">Its goodness or class score of every label.</param>
public sealed record LayerVote(int Label, IReadOnlyList<float> Scores);
