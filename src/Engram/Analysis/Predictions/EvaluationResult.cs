using System.Globalization;
using Engram.Analysis.Predictions;
using Engram.Data;
using Engram.Models;

namespace Engram;

/// <summary>How well a network tells the images of a data set apart, and how its layers represent them.</summary>
public sealed record EvaluationResult
{
    /// <summary>Stands for no prediction: no label's score is larger than the others', because all are equal. It is no label, so it is never right.</summary>
    public const int NoPrediction = StoredLabels.None;

    /// <summary>Share of images whose predicted label is the true one.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Number of images.</summary>
    public required int SampleCount { get; init; }

    /// <summary>One record per hidden layer, first layer first.</summary>
    public required IReadOnlyList<LayerEvaluation> Layers { get; init; }

    /// <summary>Predicted label of every image, or <see cref="NoPrediction"/>.</summary>
    public required int[] Predictions { get; init; }

    /// <summary>Images without a prediction, which count as wrong.</summary>
    public int UndecidedSamples => Predictions.AsSpan().Count(NoPrediction);

    /// <summary>What <see cref="Scores"/> are.</summary>
    public required ReadOut ReadOut { get; init; }

    /// <summary>
    /// The scores of every image with every label: goodness or class scores, [samples, layers, labels]; a classifier's logits, [samples, labels].
    /// </summary>
    public required float[] Scores { get; init; }

    /// <summary>For people: accuracy, number of images, and the sparseness of each layer.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"accuracy {Accuracy:0.0000} on {SampleCount:N0} images, Hoyer sparseness {string.Join(", ", Layers.Select(layer => layer.HoyerSparseness.ToString("0.000", CultureInfo.InvariantCulture)))}");
}
