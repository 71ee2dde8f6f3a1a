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

    /// <summary>destination = source / ‖source‖₂, with the same active units.</summary>
    public static void Normalize(ActiveRows source, ActiveRows destination, int row, float sumOfSquares)
    {
        TensorPrimitives.Multiply(source.Values.PaddedRow(row), InverseNorm(sumOfSquares), destination.Values.PaddedRow(row));
        if (!ReferenceEquals(source, destination))
        {
            new ReadOnlySpan<ulong>(source.ActiveUnits(row), source.Words).CopyTo(new Span<ulong>(destination.ActiveUnits(row), source.Words));
        }
    }
}
