using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Layerwise;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense.Layerwise;

/// <summary>
/// A fully connected layer that learns alone: h = f(xW + b), or with batch normalization h = f(γ (xW − μ)/√(σ² + ε) + β), where β takes the place of b.
/// </summary>
internal sealed class DenseTrainableLayer : TrainableLayer
{
    /// <param name="name">What the names of its parameters begin with, for example <c>layers.0</c>.</param>
    /// <param name="inputSize">Numbers in a row of its input.</param>
    /// <param name="unitCount">Units.</param>
    /// <param name="activation">f.</param>
    /// <param name="hasBiases">Whether b, or β, is trained; otherwise it stays zero.</param>
    /// <param name="normalizesBatches">Whether there is batch normalization.</param>
    public DenseTrainableLayer(string name, int inputSize, int unitCount, ActivationFunction activation, bool hasBiases, bool normalizesBatches = false)
    {
        Linear = new DenseLayer(inputSize, unitCount, hasBiases && !normalizesBatches);
        Normalization = normalizesBatches ? new BatchNormalization($"{name}.norm", unitCount, hasBiases) : null;
        Activation = activation;
        Shape = new LayerShape(unitCount);
        Parameters = [.. Linear.Parameters(name), .. Normalization?.Parameters ?? []];
    }

    /// <summary>W and b.</summary>
    public DenseLayer Linear { get; }

    /// <summary>γ, β and the statistics, or null.</summary>
    public BatchNormalization? Normalization { get; }

    /// <summary>f.</summary>
    public ActivationFunction Activation { get; }

    public override LayerShape Shape { get; }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override UnitDrives Drives => new(Linear.Weights, Normalization?.Gain, Normalization?.Bias ?? Linear.Bias, Activation.DriveOf);

    /// <summary>How many numbers such a layer has.</summary>
    public static long CountParameters(long inputSize, long unitCount, bool hasBiases, bool normalizesBatches) =>
        checked(unitCount * (inputSize + (hasBiases ? 1 : 0) + (normalizesBatches ? BatchNormalization.NumbersPerUnit : 0)));

    public override void Initialize(RandomStream random) => Linear.Initialize(random);

    public override LayerRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) => new DenseLayerRun(kernels, workers, this, maximumRows);

    /// <summary>The layer as it is outside of training, without normalization: weights and biases that do what W, γ, β and the statistics do together.</summary>
    public DenseLayer Folded()
    {
        if (Normalization is null)
        {
            return Linear;
        }

        DenseLayer folded = new(Linear.InputSize, Linear.OutputSize);
        Matrix scale = new(1, Linear.OutputSize);
        Normalization.WriteKept(scale, folded.Bias);
        for (int input = 0; input < Linear.InputSize; input++)
        {
            float[] weights = Linear.Weights.Row(input);
            TensorPrimitives.Multiply(weights, scale.Row(0), weights);
            folded.Weights.SetRow(input, weights);
        }

        return folded;
    }
}
