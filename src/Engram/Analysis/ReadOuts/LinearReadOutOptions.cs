using Engram.Models;

namespace Engram.Analysis.ReadOuts;

/// <summary>Which features a linear read-out sees, and how it learns.</summary>
internal sealed record LinearReadOutOptions
{
    private const int MostEpochs = 1_000_000;
    private const int MostImages = 1_000_000;

    /// <summary>The layers that it sees side by side, counted from 1; null for all but the first, or the only one.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>Whether there is also a read-out of every layer of the network alone.</summary>
    public bool EachLayer { get; init; }

    /// <summary>How many times all images are gone through.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Adam's learning rate at the beginning; it falls to zero along half a cosine wave.</summary>
    public float LearningRate { get; init; } = 0.001f;

    /// <summary>What parameters shrink by in a step, as a share of the learning rate.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Images of a step.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Seed of the order of the images.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Fails with a sentence where a value cannot be used.</summary>
    /// <param name="layerCount">Layers of the network.</param>
    /// <exception cref="EngramException">One cannot.</exception>
    public void Require(int layerCount)
    {
        SpecDemand.RequireRange("epochs", Epochs, 1, MostEpochs, "epochs");
        SpecDemand.RequireAboveZero("learningRate", LearningRate);
        SpecDemand.Require(float.IsFinite(WeightDecay) && WeightDecay >= 0, "weightDecay", WeightDecay, "use 0 or a number above it");
        SpecDemand.RequireRange("batchSize", BatchSize, 1, MostImages, "images");
        if (Layers is not { } layers)
        {
            return;
        }

        if (layers.Count == 0 || layers.Any(layer => layer < 1 || layer > layerCount) || layers.Distinct().Count() != layers.Count)
        {
            throw new EngramException(
                $"The layers to read out are {string.Join(", ", layers)}, but the network has {(layerCount == 1 ? "layer 1 alone" : $"layers 1 to {layerCount}")}; name some of these, each once.");
        }
    }

    /// <summary>The 0-based indices of the layers that are seen side by side, ascending.</summary>
    public int[] ChosenLayers(int layerCount) => Layers is null
        ? [.. Enumerable.Range(layerCount > 1 ? 1 : 0, Math.Max(1, layerCount - 1))]
        : [.. Layers.Select(layer => layer - 1).Order()];
}
