using System.Globalization;
using Engram.Analysis.Predictions;

namespace Engram;

/// <summary>What a network says about one image.</summary>
/// <param name="Label">The predicted label, or <see cref="EvaluationResult.NoPrediction"/>.</param>
/// <param name="ClassName">What the label means; null without a prediction.</param>
/// <param name="Scores">The score of every label: what the prediction rule makes of the layers, or a classifier's logits; −∞ for a class that was left out.</param>
/// <param name="Layers">What each layer says alone, first layer first; empty for a classifier.</param>
public sealed record Prediction(int Label, string? ClassName, IReadOnlyList<float> Scores, IReadOnlyList<LayerVote> Layers)
{
    /// <summary>For people: class, score, and the label that each layer would choose, such as <c>shirt (label 6), score 0.703, layers 6, 6, 4</c>.</summary>
    public override string ToString()
    {
        if (Label == EvaluationResult.NoPrediction)
        {
            return "no prediction, because all scores are equal";
        }

        string label = Label.ToString(CultureInfo.InvariantCulture);
        string name = ClassName is null || ClassName == label ? label : $"{ClassName} (label {label})";
        string layers = Layers.Count == 0 ? "" : $", layers {string.Join(", ", Layers.Select(layer => layer.LabelText))}";
        return string.Create(CultureInfo.InvariantCulture, $"{name}, score {Scores[Label]:0.000}{layers}");
    }
}
