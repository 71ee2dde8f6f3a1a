using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Layers;

/// <summary>Dropout on the activations of a row: kept ones are scaled up by 1/(1 − p), so that their expectation stays.</summary>
internal static unsafe class Dropout
{
    /// <summary>Drops each activation of a row with probability p; returns Σ h² of what is left.</summary>
    public static float Apply(KernelTable kernels, ActiveRows activations, int row, float p, RandomStream random)
    {
        float scale = 1 / (1 - p);
        foreach (ref float activation in activations.Values.Row(row))
        {
            activation = random.NextFloat() < p ? 0 : activation * scale;
        }

        float* start = activations.Values.RowStart(row);
        kernels.CollectActive(start, activations.Values.Stride, activations.ActiveUnits(row));
        return kernels.SumOfSquares(start, activations.Values.Stride);
    }

    /// <summary>The gradient before dropout from the one after it, where p is above 0.</summary>
    public static void Backward(ReadOnlySpan<float> activations, Span<float> gradient, float p)
    {
        float kept = 1 - p;
        for (int unit = 0; unit < gradient.Length; unit++)
        {
            gradient[unit] = activations[unit] == 0 ? 0 : gradient[unit] / kept;
        }
    }
}
