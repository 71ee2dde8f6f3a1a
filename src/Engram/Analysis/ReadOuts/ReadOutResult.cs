namespace Engram.Analysis.ReadOuts;

/// <summary>How well a linear read-out does on some images.</summary>
/// <param name="Accuracy">Share of them whose largest logit is that of their label.</param>
/// <param name="Loss">Mean of −log softmax(logits)[label].</param>
internal sealed record ReadOutResult(double Accuracy, double Loss);
