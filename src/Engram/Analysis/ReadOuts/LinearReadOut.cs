namespace Engram.Analysis.ReadOuts;

/// <summary>A linear classifier of the features that a frozen network gives images, logits = W·f + b, and how well it does.</summary>
internal sealed record LinearReadOut
{
    /// <summary>0-based indices of the layers whose features it sees side by side, ascending.</summary>
    public required IReadOnlyList<int> Layers { get; init; }

    /// <summary>W, [classes, features]: for features as the network gives them.</summary>
    public required float[] Weights { get; init; }

    /// <summary>b, [classes].</summary>
    public required float[] Biases { get; init; }

    /// <summary>On the images that it learned from.</summary>
    public required ReadOutResult Train { get; init; }

    /// <summary>On images to choose by; null where there are none.</summary>
    public required ReadOutResult? Validation { get; init; }

    /// <summary>On the test images.</summary>
    public required ReadOutResult Test { get; init; }
}
