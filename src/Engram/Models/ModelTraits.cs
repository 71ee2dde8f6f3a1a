namespace Engram.Models;

/// <summary>What code outside a family may have to know of its models. Each trait is asked for by itself: none follows from another.</summary>
public sealed record ModelTraits
{
    /// <summary>Whether a label is part of the input, so that a prediction tries all labels.</summary>
    public required bool LabelsInInput { get; init; }

    /// <summary>Whether training shows images with wrong labels.</summary>
    public required bool HasNegatives { get; init; }

    /// <summary>Whether every layer learns from a loss of its own; otherwise one loss trains the network as a whole.</summary>
    public required bool IsLocal { get; init; }

    /// <summary>Whether activations are divided by their length before the next layer sees them.</summary>
    public required bool NormalizesLengths { get; init; }

    /// <summary>Whether images are divided by their length before the first layer sees them.</summary>
    public required bool NormalizesImages { get; init; }

    /// <summary>What a predicted label is read from.</summary>
    public required ReadOut ReadOut { get; init; }

    /// <summary>Whether every unit of a layer sees all of the layer below, so that analyses of weights and of what inputs matter make sense.</summary>
    public bool IsFullyConnected { get; init; } = true;

    /// <summary>Whether scores have a gradient by the input, so that it can be said which inputs matter; spikes have none.</summary>
    public bool IsDifferentiable { get; init; } = true;

    /// <summary>What one number of a layer's representation is called.</summary>
    internal string UnitName => IsFullyConnected ? "unit" : "channel";

    /// <summary>Whether every layer has a say of its own about the label, so that a rule must join them.</summary>
    public bool LayersVote => ReadOut != ReadOut.Logits;
}
