using Engram.Families.Convolutional.Products;
using Engram.Families.Dense.Layerwise;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Layerwise;
using Engram.Models.Maps;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Layers;

/// <summary>
/// A convolutional layer that learns alone: h = pool(f(W ∗ x + b)), or with batch normalization pool(f(γ (W ∗ x − μ)/√(σ² + ε) + β)) with one γ, μ, σ and β
/// for each filter. Rows are maps in the order channel, row, column.
/// </summary>
internal sealed class ConvolutionalLayer : TrainableLayer
{
    /// <param name="name">What the names of its parameters begin with, for example <c>layers.0</c>.</param>
    /// <param name="shape">Its maps and filters.</param>
    /// <param name="activation">f.</param>
    /// <param name="hasBiases">Whether b, or β, is trained; otherwise it stays zero.</param>
    /// <param name="normalizesBatches">Whether there is batch normalization.</param>
    /// <param name="takesLargest">Whether pooling takes a window's largest number; otherwise its mean.</param>
    public ConvolutionalLayer(
        string name, MapLayerShape shape, ActivationFunction activation, bool hasBiases, bool normalizesBatches, bool takesLargest)
    {
        ConvolutionShape convolution = shape.Convolution;
        Map = shape;
        Activation = activation;
        TakesLargest = takesLargest;
        Filters = new DenseLayer(convolution.PatchSize, convolution.Filters, hasBiases && !normalizesBatches);
        Normalization = normalizesBatches ? new BatchNormalization($"{name}.norm", convolution.Filters, hasBiases) : null;
        int[] lengths = [convolution.Filters, convolution.Channels, convolution.KernelSize, convolution.KernelSize];
        Parameters =
        [
            new Parameter($"{name}.weight", Filters.Weights, lengths),
            .. Filters.HasBiases ? [new Parameter($"{name}.bias", Filters.Bias)] : (Parameter[])[],
            .. Normalization?.Parameters ?? [],
        ];
    }

    /// <summary>Maps and filters.</summary>
    public MapLayerShape Map { get; }

    /// <summary>W and b: the numbers of a patch are inputs, in the order channel, row, column, and the filters are units.</summary>
    public DenseLayer Filters { get; }

    /// <summary>γ, β and the statistics, or null.</summary>
    public BatchNormalization? Normalization { get; }

    /// <summary>f.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether pooling takes a window's largest number; otherwise its mean.</summary>
    public bool TakesLargest { get; }

    public override LayerShape Shape => Map.Output;

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override UnitDrives Drives => new(Filters.Weights, Normalization?.Gain, Normalization?.Bias ?? Filters.Bias, Activation.DriveOf);

    /// <summary>How many numbers such a layer has.</summary>
    public static long CountParameters(ConvolutionShape shape, bool hasBiases, bool normalizesBatches) =>
        DenseTrainableLayer.CountParameters(shape.PatchSize, shape.Filters, hasBiases, normalizesBatches);

    /// <summary>PyTorch's default: weights and biases uniform in ±1/√(numbers of a patch).</summary>
    public override void Initialize(RandomStream random) => Filters.Initialize(random);

    public override LayerRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) => CreateConvolutionalRun(kernels, workers, maximumRows);

    /// <summary>The filters as they are outside of training: what W, b, γ, β and the statistics do together.</summary>
    public MapFilters FoldedFilters()
    {
        ConvolutionShape shape = Map.Convolution;
        Matrix scale = new(1, shape.Filters);
        Matrix shift = new(1, shape.Filters);
        scale.Row(0).Fill(1);
        Filters.Biases.CopyTo(shift.Row(0));
        Normalization?.WriteKept(scale, shift);
        float[] values = new float[shape.Filters * shape.PatchSize];
        for (int place = 0; place < values.Length; place++)
        {
            int filter = place / shape.PatchSize;
            values[place] = Filters.Weights[place % shape.PatchSize, filter] * scale.Row(0)[filter];
        }

        return new MapFilters(values, shift.Row(0).ToArray(), shape.Channels, shape.KernelSize);
    }

    /// <summary>The same, for whoever also asks for the gradient of its input.</summary>
    public ConvolutionalLayerRun CreateConvolutionalRun(KernelTable kernels, WorkerPool workers, int maximumRows) =>
        new(kernels, workers, this, maximumRows);
}
