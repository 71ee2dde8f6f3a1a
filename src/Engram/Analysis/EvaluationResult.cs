namespace Engram.Analysis;

/// <summary>How well a network tells the images of a data set apart, and how its layers represent them.</summary>
public sealed record EvaluationResult
{
    /// <summary>Share of images whose predicted label is the true one.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Number of images.</summary>
    public required int SampleCount { get; init; }

    /// <summary>One record per hidden layer, first layer first.</summary>
    public required IReadOnlyList<LayerEvaluation> Layers { get; init; }

    /// <summary>Predicted label of every image.</summary>
    public required byte[] Predictions { get; init; }

    /// <summary>Goodness of every image with every label, [samples, layers, labels]; empty for a classifier.</summary>
    public float[] Goodness { get; init; } = [];

    /// <summary>A classifier's logits, [samples, classes]; empty for a network that is read by its goodness.</summary>
    public float[] Logits { get; init; } = [];
}
