using System.Numerics.Tensors;
using Engram.Optimizers;
using Engram.Tensors;

namespace Engram.Families.Dense.Layerwise;

/// <summary>
/// Batch normalization between weights and activation function (Ioffe and Szegedy 2015, arXiv 1502.03167) in PyTorch's form: y = γ (z − μ)/√(σ² + ε) + β,
/// with mean and variance of the batch in training, and their running means otherwise.
/// </summary>
internal sealed class BatchNormalization
{
    /// <summary>ε.</summary>
    public const float Epsilon = 1e-5f;

    /// <summary>The share that a batch has in the running means.</summary>
    public const float Momentum = 0.1f;

    /// <summary>Numbers of a unit beside β: γ and the running means.</summary>
    public const int NumbersPerUnit = 3;

    /// <param name="name">What the names of its parameters begin with, for example <c>layers.0.norm</c>.</param>
    /// <param name="unitCount">Units.</param>
    /// <param name="hasBiases">Whether β is trained; otherwise it stays zero.</param>
    public BatchNormalization(string name, int unitCount, bool hasBiases)
    {
        Gain = new Matrix(1, unitCount);
        Bias = new Matrix(1, unitCount);
        RunningMean = new Matrix(1, unitCount);
        RunningVariance = new Matrix(1, unitCount);
        Gain.Row(0).Fill(1);
        RunningVariance.Row(0).Fill(1);
        HasBiases = hasBiases;
        Parameters =
        [
            new Parameter($"{name}.weight", Gain),
            .. hasBiases ? [new Parameter($"{name}.bias", Bias)] : (Parameter[])[],
            new Parameter($"{name}.running_mean", RunningMean, isTrained: false),
            new Parameter($"{name}.running_var", RunningVariance, isTrained: false) { Range = ParameterRange.Variance },
        ];
    }

    /// <summary>γ, one row of units.</summary>
    public Matrix Gain { get; }

    /// <summary>β.</summary>
    public Matrix Bias { get; }

    /// <summary>Whether β is trained.</summary>
    public bool HasBiases { get; }

    /// <summary>Running mean of the batches' means.</summary>
    public Matrix RunningMean { get; }

    /// <summary>Running mean of the batches' variances, each as of a sample.</summary>
    public Matrix RunningVariance { get; }

    /// <summary>All of these, in the order in which files have them.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Adds a batch to the running means.</summary>
    /// <param name="mean">Mean of each unit's drive.</param>
    /// <param name="variance">Its variance.</param>
    /// <param name="count">Drives that these are of; of a single one there is no variance to keep.</param>
    /// <param name="room">As many numbers to work with.</param>
    public void Keep(Matrix mean, Matrix variance, int count, Span<float> room)
    {
        Blend(RunningMean, mean, 1, room);
        if (count > 1)
        {
            Blend(RunningVariance, variance, count / (count - 1f), room);
        }
    }

    /// <summary>y = z · scale + shift with the running means.</summary>
    public void WriteKept(Matrix scale, Matrix shift)
    {
        WriteInverseDeviation(RunningVariance, scale);
        TensorPrimitives.Multiply(scale.Row(0), Gain.Row(0), scale.Row(0));
        WriteShift(RunningMean, scale, shift);
    }

    /// <summary>1/√(σ² + ε).</summary>
    public static void WriteInverseDeviation(Matrix variance, Matrix destination)
    {
        Span<float> values = destination.Row(0);
        TensorPrimitives.Add(variance.Row(0), Epsilon, values);
        TensorPrimitives.Sqrt(values, values);
        TensorPrimitives.Divide(1, values, values);
    }

    /// <summary>β − μ · scale.</summary>
    public void WriteShift(Matrix mean, Matrix scale, Matrix shift)
    {
        TensorPrimitives.Multiply(mean.Row(0), scale.Row(0), shift.Row(0));
        TensorPrimitives.Subtract(Bias.Row(0), shift.Row(0), shift.Row(0));
    }

    // running = running · (1 − momentum) + value · factor · momentum.
    private static void Blend(Matrix running, Matrix value, float factor, Span<float> share)
    {
        TensorPrimitives.Multiply(value.Row(0), factor * Momentum, share);
        TensorPrimitives.Multiply(running.Row(0), 1 - Momentum, running.Row(0));
        TensorPrimitives.Add(running.Row(0), share, running.Row(0));
    }
}
