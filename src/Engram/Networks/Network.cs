using Engram.Data;
using Engram.Models;

namespace Engram.Networks;

/// <summary>
/// A trained or untrained network: its parameters and all that is needed to run it. What its model's traits say decides how it runs: whether
/// images carry a label, whether lengths are normalized from layer to layer, and whether a linear head reads the last layer.
/// </summary>
public sealed class Network
{
    /// <summary>Creates a network of zeros.</summary>
    /// <param name="model">What kind of network it is.</param>
    /// <param name="layerSizes">Units of each hidden layer, first layer first.</param>
    /// <param name="goodness">Goodness function of every layer.</param>
    /// <param name="threshold">θ of every layer, or null for the goodness function's default at each layer's width.</param>
    /// <param name="activation">Activation function of every layer.</param>
    /// <param name="overlay">How labels are written into images.</param>
    /// <param name="hasBiases">Whether the hidden layers have biases; a head always does.</param>
    public Network(
        Model model,
        IReadOnlyList<int> layerSizes,
        Goodness goodness,
        float? threshold,
        ActivationFunction activation,
        LabelOverlay overlay,
        bool hasBiases = true)
        : this(model, layerSizes, goodness, ThresholdsFor(layerSizes, goodness, threshold), activation, overlay, hasBiases)
    {
    }

    internal Network(
        Model model,
        IReadOnlyList<int> layerSizes,
        Goodness goodness,
        IReadOnlyList<float> thresholds,
        ActivationFunction activation,
        LabelOverlay overlay,
        bool hasBiases)
        : this(model, LayersFor(layerSizes, overlay, hasBiases), HeadFor(model, layerSizes[^1], overlay.ClassCount), goodness, thresholds, activation, overlay)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(thresholds.Count, layerSizes.Count);
    }

    private Network(
        Model model, DenseLayer[] layers, DenseLayer? head, Goodness goodness, IReadOnlyList<float> thresholds, ActivationFunction activation, LabelOverlay overlay)
    {
        Model = model;
        Layers = layers;
        Head = head;
        Goodness = goodness;
        Thresholds = thresholds;
        Activation = activation;
        Overlay = overlay;
        Parameters = new ParameterSet(ParametersOf(layers, head));
    }

    /// <summary>What kind of network it is.</summary>
    public Model Model { get; }

    /// <summary>What of its model decides how it runs.</summary>
    public ModelTraits Traits => Model.Traits;

    /// <summary>The hidden layers, first layer first.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The linear head of a classifier, from the last hidden layer to one logit per class; otherwise null.</summary>
    public DenseLayer? Head { get; }

    /// <summary>All that training changes: <c>layers.0.weight</c>, <c>layers.0.bias</c> and so on, <c>head.weight</c>, <c>head.bias</c>.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Whether the hidden layers have biases.</summary>
    public bool HasBiases => Layers[0].HasBiases;

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

        return new Network(Model, layers, null, Goodness, [.. Thresholds.Take(layerCount)], Activation, Overlay);
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

    private static IEnumerable<Parameter> ParametersOf(DenseLayer[] layers, DenseLayer? head)
    {
        IEnumerable<Parameter> ofLayers = layers.SelectMany((layer, index) => layer.Parameters($"layers.{index}"));
        return head is null ? ofLayers : ofLayers.Concat(head.Parameters("head"));
    }

    private static DenseLayer? HeadFor(Model model, int inputs, int classes) =>
        model.Traits.ReadOut == ReadOut.Logits ? new DenseLayer(inputs, classes) : null;

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
