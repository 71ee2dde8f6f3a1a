using System.Globalization;

namespace Engram.Analysis.Predictions;

/// <summary>What one layer says about an image.</summary>
/// <param name="Label">The label with its largest score, or <see cref="EvaluationResult.NoPrediction"/>.</param>
/// <param name="Scores">Its goodness or class score of every label.</param>
public sealed record LayerVote(int Label, IReadOnlyList<float> Scores)
{
    internal string LabelText => Label == EvaluationResult.NoPrediction ? "none" : Label.ToString(CultureInfo.InvariantCulture);

    /// <summary>For people: the label and its score, such as <c>6, score 3.214</c>.</summary>
    public override string ToString() =>
        Label == EvaluationResult.NoPrediction ? LabelText : string.Create(CultureInfo.InvariantCulture, $"{LabelText}, score {Scores[Label]:0.000}");
}
