using System.Numerics;
using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Layers;

/// <summary>Row work that training and running a network share.</summary>
internal static unsafe class HiddenLayer
{
    // PyTorch's floor for the length that activations are divided by; silent rows stay silent.
    private const float LeastNorm = 1e-12f;

    /// <summary>Calls <paramref name="work"/> once for every row, on all threads. What runs in every step keeps a <see cref="RowLoop"/>.</summary>
    public static void ForEachRow(WorkerPool workers, int rowCount, Action<int> work) =>
        new RowLoop(workers, work).Run(rowCount);

    /// <summary>Turns a row of drives z − b into activations; returns Σ h².</summary>
    public static float Activate(KernelTable kernels, ActivationFunction activation, DenseLayer layer, ActiveRows rows, int row) =>
        activation.Apply(kernels, rows.Values, row, layer.Bias.Start, rows.ActiveUnits(row));

    /// <summary>1 / ‖h‖₂ from Σ h².</summary>
    public static float InverseNorm(float sumOfSquares) => 1 / MathF.Max(MathF.Sqrt(sumOfSquares), LeastNorm);

    /// <summary>destination = source · length / ‖source‖₂, with the same active units.</summary>
    public static void Normalize(ActiveRows source, ActiveRows destination, int row, float sumOfSquares, float length = 1)
    {
        TensorPrimitives.Multiply(source.Values.PaddedRow(row), InverseNorm(sumOfSquares) * length, destination.Values.PaddedRow(row));
        if (!ReferenceEquals(source, destination))
        {
            new ReadOnlySpan<ulong>(source.ActiveUnits(row), source.Words).CopyTo(new Span<ulong>(destination.ActiveUnits(row), source.Words));
        }
    }

    /// <summary>∂L/∂z of a row from its ∂L/∂h, in place. A unit that is not active does not answer to small changes of its drive.</summary>
    public static void PassActivation(ActivationFunction activation, Matrix activations, Matrix delta, int row)
    {
        Span<float> ofRow = delta.PaddedRow(row);
        ReadOnlySpan<float> active = activations.PaddedRow(row);
        for (int unit = 0; unit < ofRow.Length; unit += Vector<float>.Count)
        {
            Vector<float> isSilent = Vector.Equals(new Vector<float>(active[unit..]), Vector<float>.Zero).As<int, float>();
            Vector.AndNot(new Vector<float>(ofRow[unit..]), isSilent).CopyTo(ofRow[unit..]);
        }

        activation.Backward(activations.Row(row), delta.Row(row));
    }
}
