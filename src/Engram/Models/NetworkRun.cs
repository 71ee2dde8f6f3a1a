using Engram.Tensors;

namespace Engram.Models;

/// <summary>
/// A network at work: images go in, representations and scores come out, in one shape for all families. It keeps its work space, so that nothing is
/// allocated from call to call, and serves one thread at a time.
/// </summary>
internal abstract class NetworkRun
{
    /// <summary>Stands for no label.</summary>
    public const int NoLabel = -1;

    /// <summary>Called with a layer's index and its activations, before they are normalized: one row of view units per image.</summary>
    public delegate void LayerVisitor(int layerIndex, Matrix activations);

    /// <summary>How many layers have scores of their own: one where a head above the last layer gives them.</summary>
    public abstract int ScoreLayerCount { get; }

    /// <summary>Shows images, and every layer's activations to a visitor.</summary>
    /// <param name="data">The data set, as <see cref="InputFormat.Take"/> returns it.</param>
    /// <param name="samples">Indices of the images, no more than fit in.</param>
    /// <param name="labels">For each, the label in the input, or <see cref="NoLabel"/>; a network without labels in its input takes no notice.</param>
    /// <param name="visitor">Sees the layers one after the other.</param>
    public abstract void Show(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, LayerVisitor visitor);

    /// <summary>Scores of every label for images: goodness, class scores or logits, as the network's traits say.</summary>
    /// <param name="data">The data set, as <see cref="InputFormat.Take"/> returns it.</param>
    /// <param name="samples">Indices of the images, no more than fit in.</param>
    /// <param name="scores">Receives [images, score layers, labels].</param>
    public abstract void Score(ImageDataset data, ReadOnlySpan<int> samples, Span<float> scores);

    /// <summary>How many features each layer has, first layer first: units of a fully connected layer, cells of a grid over the maps of a convolutional one.</summary>
    public abstract IReadOnlyList<int> FeatureCounts { get; }

    /// <summary>What a classifier on top of the frozen network sees: every layer's activations as the next layer takes them, without a label in the input.</summary>
    /// <param name="data">The data set, as <see cref="InputFormat.Take"/> returns it.</param>
    /// <param name="samples">Indices of the images, no more than fit in.</param>
    /// <param name="features">Receives [images, features of all layers], the layers side by side.</param>
    public abstract void WriteFeatures(ImageDataset data, ReadOnlySpan<int> samples, Matrix features);
}
