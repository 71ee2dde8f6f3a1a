using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Objectives;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>
/// A network of fully connected hidden layers that the fast engine trains: FF, BP/FF and BP. What its model's traits say decides how it runs:
/// whether images carry a label, whether lengths are normalized from layer to layer, and whether a linear head reads the last layer.
/// </summary>
internal sealed class DenseNetwork : NetworkBody, IDifferentiable
{
    /// <summary>Creates a network of zeros.</summary>
    public DenseNetwork(Model model, TrainingSpec spec, InputFormat input)
        : this(model, spec, input, LayersFor(spec, input), HeadFor(model, spec, input))
    {
    }

    private DenseNetwork(Model model, TrainingSpec spec, InputFormat input, DenseLayer[] layers, DenseLayer? head)
        : base(model, spec, input, ParametersOf(layers, head))
    {
        Layers = layers;
        Head = head;
        Goodness = GoodnessFunctions.Find(spec.Goodness);
        Thresholds = [.. layers.Select((layer, index) => spec.Threshold?[index] ?? Goodness.DefaultThreshold(layer.OutputSize))];
        Activation = ActivationFunctions.Find(spec.Activation);
        LayerShapes = [.. layers.Select(layer => new LayerShape(layer.OutputSize))];
    }

    public override IReadOnlyList<LayerShape> LayerShapes { get; }

    /// <summary>The hidden layers, first layer first.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The linear head of a classifier, from the last hidden layer to one logit per class; otherwise null.</summary>
    public DenseLayer? Head { get; }

    /// <summary>Goodness function of every layer; a classifier's plays no part in its training.</summary>
    public override Goodness Goodness { get; }

    /// <summary>θ of each layer, what its goodness is compared with.</summary>
    public IReadOnlyList<float> Thresholds { get; }

    public override float? ThresholdOf(int layer) => Head is null ? Thresholds[layer] : null;

    /// <summary>Activation function of every layer.</summary>
    public ActivationFunction Activation { get; init; }

    ActivationFunction IDifferentiable.Activation => Activation;

    LabelOverlay IFullyConnected.InputOverlay => Input.Overlay;

    /// <summary>Whether the hidden layers have biases.</summary>
    public bool HasBiases => Spec.Biases;

    /// <summary>How labels are written into images.</summary>
    public LabelOverlay Overlay => Input.Overlay;

    /// <summary>How many numbers each layer of such a network has, and its head.</summary>
    public static IReadOnlyList<long> CountParameters(Model model, TrainingSpec spec, ImageShape shape, int classCount)
    {
        bool appendsLabels = model.Traits.LabelsInInput && spec.LabelCode == LabelCodes.Appended;
        long[] sizes = [LabelOverlay.CountInputs(shape, classCount, appendsLabels), .. spec.Layers];
        IEnumerable<long> layers = sizes.Zip(sizes.Skip(1), (inputs, units) => checked(units * (inputs + (spec.Biases ? 1 : 0))));
        return model.Traits.ReadOut == ReadOut.Logits ? [.. layers, classCount * (sizes[^1] + 1)] : [.. layers];
    }

    /// <summary>Fills all layers as PyTorch fills linear layers.</summary>
    public override void Initialize(ulong seed)
    {
        for (int index = 0; index < Layers.Count; index++)
        {
            Layers[index].Initialize(RandomStream.For(seed, RandomPurpose.InitialWeights, index));
        }

        Head?.Initialize(RandomStream.For(seed, RandomPurpose.InitialWeights, Layers.Count));
    }

    public override UnitDrives DrivesOf(int layer) => new(Layers[layer].Weights, gain: null, Layers[layer].Bias, Activation.DriveOf);

    public override NetworkRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumImages, int? layerCount = null) =>
        Head is null
            ? new GoodnessRun(kernels, workers, this, maximumImages, layerCount ?? Layers.Count)
            : new ClassifierRun(kernels, workers, this, maximumImages);

    void IDifferentiable.WriteScoreGradient(int layerIndex, int label, ReadOnlySpan<float> activations, Span<float> gradient)
    {
        if (Head is null)
        {
            Goodness.Gradient(activations, Goodness.Value(activations), 1, gradient);
            return;
        }

        gradient.Clear();
        for (int unit = 0; layerIndex == Layers.Count - 1 && unit < gradient.Length; unit++)
        {
            gradient[unit] = Head.Weights[unit, label];
        }
    }

    /// <summary>
    /// The first layers as they are now, with some units of the first, ascending: what the others pass on must be zero. The layers after the second are
    /// shared.
    /// </summary>
    public DenseNetwork Below(int layerCount, int[] firstUnits)
    {
        DenseLayer[] layers = [.. Layers.Take(layerCount)];
        layers[0] = Layers[0].Part([.. Enumerable.Range(0, Layers[0].InputSize)], firstUnits);
        if (layerCount > 1)
        {
            layers[1] = Layers[1].Part(firstUnits, [.. Enumerable.Range(0, Layers[1].OutputSize)]);
        }

        return new DenseNetwork(Model, Spec, Input, layers, null);
    }

    private static IEnumerable<Parameter> ParametersOf(DenseLayer[] layers, DenseLayer? head)
    {
        IEnumerable<Parameter> ofLayers = layers.SelectMany((layer, index) => layer.Parameters($"layers.{index}"));
        return head is null ? ofLayers : ofLayers.Concat(head.Parameters("head"));
    }

    private static DenseLayer[] LayersFor(TrainingSpec spec, InputFormat input)
    {
        int inputSize = input.Overlay.InputCount;
        DenseLayer[] layers = new DenseLayer[spec.Layers.Count];
        for (int index = 0; index < layers.Length; index++)
        {
            layers[index] = new DenseLayer(inputSize, spec.Layers[index], spec.Biases);
            inputSize = spec.Layers[index];
        }

        return layers;
    }

    private static DenseLayer? HeadFor(Model model, TrainingSpec spec, InputFormat input) =>
        model.Traits.ReadOut == ReadOut.Logits ? new DenseLayer(spec.Layers[^1], input.ClassCount) : null;
}
