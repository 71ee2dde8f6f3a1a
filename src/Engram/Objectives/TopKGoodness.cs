namespace Engram.Objectives;

/// <summary>
/// G = the mean of the k largest activations, k = max(5, n / 50) of n units. ∂G/∂h = 1 / k for them (of equals, the first), 0 elsewhere.
/// </summary>
internal sealed class TopKGoodness : Goodness
{
    private const int Least = 5;
    private const int Share = 50;

    /// <inheritdoc/>
    public override string Name => "top-k";

    /// <summary>3 / √k: with inputs of unit length, the mean of k equal activations with a norm of 3.</summary>
    public override float DefaultThreshold(int unitCount) => 3 / MathF.Sqrt(Count(unitCount));

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations)
    {
        Span<float> largest = stackalloc float[Count(activations.Length)];
        float sum = 0;
        foreach (float activation in FindLargest(activations, largest))
        {
            sum += activation;
        }

        return sum / largest.Length;
    }

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination)
    {
        destination.Clear();
        Span<float> largest = FindLargest(activations, stackalloc float[Count(activations.Length)]);
        float least = largest[0];
        float slope = coefficient / largest.Length;
        int equals = largest.LastIndexOf(least) + 1;
        for (int unit = 0; unit < activations.Length; unit++)
        {
            // An activation of zero is that of a silent unit.
            if (activations[unit] > least || (activations[unit] == least && least > 0 && equals-- > 0))
            {
                destination[unit] = slope;
            }
        }
    }

    /// <summary>k for a number of units.</summary>
    internal static int Count(int unitCount) => Math.Min(unitCount, Math.Max(Least, unitCount / Share));

    // The largest activations, ascending; all are NaN where one is.
    private static Span<float> FindLargest(ReadOnlySpan<float> activations, Span<float> largest)
    {
        largest.Clear();
        foreach (float activation in activations)
        {
            if (activation > largest[0])
            {
                int place = largest.BinarySearch(activation);
                place = (place < 0 ? ~place : place) - 1;
                largest[1..(place + 1)].CopyTo(largest);
                largest[place] = activation;
            }
            else if (float.IsNaN(activation))
            {
                largest.Fill(float.NaN);
                break;
            }
        }

        return largest;
    }
}
