namespace Engram.Analysis;

/// <summary>How well a network tells the images of a data set apart, and how its layers represent them.</summary>
public sealed record EvaluationResult
{
    /// <summary>Stands for no prediction: no label's score is larger than the others', because all are equal. It is no label, so it is never right.</summary>
    public const byte NoPrediction = byte.MaxValue;

    /// <summary>Share of images whose predicted label is the true one.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Number of images.</summary>
    public required int SampleCount { get; init; }

    /// <summary>One record per hidden layer, first layer first.</summary>
    public required IReadOnlyList<LayerEvaluation> Layers { get; init; }

    /// <summary>Predicted label of every image, or <see cref="NoPrediction"/>.</summary>
    public required byte[] Predictions { get; init; }

    /// <summary>Images without a prediction, which count as wrong.</summary>
    public int UndecidedSamples => Predictions.AsSpan().Count(NoPrediction);

    /// <summary>Goodness of every image with every label, [samples, layers, labels]; empty for a classifier.</summary>
    public float[] Goodness { get; init; } = [];

    /// <summary>A classifier's logits, [samples, classes]; empty for a network that is read by its goodness.</summary>
    public float[] Logits { get; init; } = [];
}
