using Engram.Data;

namespace Engram.Networks;

/// <summary>
/// A trained or untrained network: its parameters and all that is needed to run it. Without a head it takes images with a
/// label, normalizes what goes from layer to layer, and is read by its goodness; with a head it is a plain classifier.
/// </summary>
public sealed class Network
{
    /// <summary>Creates a network of zeros.</summary>
    /// <param name="layerSizes">Units of each hidden layer, first layer first.</param>
    /// <param name="goodness">Goodness function of every layer.</param>
    /// <param name="threshold">θ of every layer, or null for the goodness function's default at each layer's width.</param>
    /// <param name="activation">Activation function of every layer.</param>
    /// <param name="overlay">How labels are written into images.</param>
    /// <param name="classifies">Whether a linear head reads the last layer; then no label is written into images.</param>
    /// <param name="hasBiases">Whether the hidden layers have biases; a head always does.</param>
    public Network(
        IReadOnlyList<int> layerSizes,
        Goodness goodness,
        float? threshold,
        ActivationFunction activation,
        LabelOverlay overlay,
        bool classifies = false,
        bool hasBiases = true)
        : this(layerSizes, goodness, ThresholdsFor(layerSizes, goodness, threshold), activation, overlay, classifies, hasBiases)
    {
    }

    internal Network(
        IReadOnlyList<int> layerSizes,
        Goodness goodness,
        IReadOnlyList<float> thresholds,
        ActivationFunction activation,
        LabelOverlay overlay,
        bool classifies,
        bool hasBiases)
        : this(LayersFor(layerSizes, overlay, hasBiases), classifies ? new DenseLayer(layerSizes[^1], overlay.ClassCount) : null, goodness, thresholds, activation, overlay)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(thresholds.Count, layerSizes.Count);
    }

    private Network(
        DenseLayer[] layers, DenseLayer? head, Goodness goodness, IReadOnlyList<float> thresholds, ActivationFunction activation, LabelOverlay overlay)
    {
        Layers = layers;
        Head = head;
        Goodness = goodness;
        Thresholds = thresholds;
        Activation = activation;
        Overlay = overlay;
    }

    /// <summary>The hidden layers, first layer first.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The linear head of a classifier, from the last hidden layer to one logit per class; otherwise null.</summary>
    public DenseLayer? Head { get; }

    /// <summary>Whether the hidden layers have biases.</summary>
    public bool HasBiases => Layers[0].HasBiases;

    /// <summary>Whether labels are part of the input, so that a prediction tries them all.</summary>
    public bool TakesLabels => Head is null;

    /// <summary>Goodness function of every layer.</summary>
    public Goodness Goodness { get; }

    /// <summary>θ of each layer, what its goodness is compared with.</summary>
    public IReadOnlyList<float> Thresholds { get; }

    /// <summary>Activation function of every layer.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>How labels are written into images.</summary>
    public LabelOverlay Overlay { get; }

    /// <summary>Fills all layers as PyTorch fills linear layers.</summary>
    internal void Initialize(ulong seed)
    {
        for (int index = 0; index < Layers.Count; index++)
        {
            Layers[index].Initialize(RandomStream.For(seed, RandomPurpose.InitialWeights, index));
        }

        Head?.Initialize(RandomStream.For(seed, RandomPurpose.InitialWeights, Layers.Count));
    }

    /// <summary>
    /// The first layers as they are now, with some units of the first, ascending: what the others pass on must be zero. The layers after the second are
    /// shared.
    /// </summary>
    internal Network Below(int layerCount, int[] firstUnits)
    {
        DenseLayer[] layers = [.. Layers.Take(layerCount)];
        layers[0] = Layers[0].Part([.. Enumerable.Range(0, Layers[0].InputSize)], firstUnits);
        if (layerCount > 1)
        {
            layers[1] = Layers[1].Part(firstUnits, [.. Enumerable.Range(0, Layers[1].OutputSize)]);
        }

        return new Network(layers, null, Goodness, [.. Thresholds.Take(layerCount)], Activation, Overlay);
    }

    /// <summary>Fails with a sentence where a data set's images do not fit this network.</summary>
    internal void RequireFit(ImageDataset data)
    {
        if (data.Shape != Overlay.Shape || data.ClassCount != Overlay.ClassCount)
        {
            throw new EngramException(
                $"The network was trained on {Overlay.Shape} images of {Overlay.ClassCount} classes, but {data.Name} has {data.Shape} images of {data.ClassCount} classes; choose a data set of the same shape.");
        }
    }

    /// <summary>What has a weight or bias that is no finite number, for the beginning of a sentence; null where all are.</summary>
    internal string? FindNonFinite()
    {
        int layer = Layers.TakeWhile(layer => layer.IsFinite()).Count();
        return layer < Layers.Count ? $"Layer {layer + 1}" : Head is { } head && !head.IsFinite() ? "The head" : null;
    }

    private static float[] ThresholdsFor(IReadOnlyList<int> layerSizes, Goodness goodness, float? threshold)
    {
        ArgumentNullException.ThrowIfNull(layerSizes);
        ArgumentNullException.ThrowIfNull(goodness);
        return [.. layerSizes.Select(size => threshold ?? goodness.DefaultThreshold(size))];
    }

    private static DenseLayer[] LayersFor(IReadOnlyList<int> layerSizes, LabelOverlay overlay, bool hasBiases)
    {
        ArgumentNullException.ThrowIfNull(layerSizes);
        ArgumentNullException.ThrowIfNull(overlay);
        int inputSize = overlay.Shape.InputSize;
        DenseLayer[] layers = new DenseLayer[layerSizes.Count];
        for (int index = 0; index < layers.Length; index++)
        {
            layers[index] = new DenseLayer(inputSize, layerSizes[index], hasBiases);
            inputSize = layerSizes[index];
        }

        return layers;
    }
}
