using Engram.Kernels;

namespace Engram.Tests.TestSupport.References;

/// <summary>Slow textbook versions of the kernels: in floats, for the exact bits, and in double precision, for the value.</summary>
internal static class ReferenceKernels
{
    /// <summary>Spacing of floats near 1, halved: the largest relative error of one rounding.</summary>
    public const double UnitRoundoff = 1.0 / (1 << 24);

    /// <summary>One chain of multiply-adds in ascending order, from a start value.</summary>
    public static float Chain(bool fused, float start, int count, Func<int, float> left, Func<int, float> right)
    {
        float sum = start;
        for (int term = 0; term < count; term++)
        {
            sum = MultiplyAdd(fused, left(term), right(term), sum);
        }

        return sum;
    }

    /// <summary>Fails where a sum of products is further from its double-precision value than rounding explains.</summary>
    public static void RequireClose(float actual, float start, int count, Func<int, float> left, Func<int, float> right)
    {
        double exact = start;
        double magnitude = Math.Abs(start);
        for (int term = 0; term < count; term++)
        {
            double product = (double)left(term) * right(term);
            exact += product;
            magnitude += Math.Abs(product);
        }

        double tolerance = (2.0 * count * UnitRoundoff * magnitude) + float.Epsilon;
        Assert.InRange(actual - exact, -tolerance, tolerance);
    }

    public static float MultiplyAdd(bool fused, float left, float right, float sum)
    {
        if (fused)
        {
            return MathF.FusedMultiplyAdd(left, right, sum);
        }

        float product = left * right;
        return product + sum;
    }

    /// <summary>16 partial sums, lane by lane, then halved until one is left.</summary>
    public static float SumInLanes(ReadOnlySpan<float> values, Func<float, float, float> add)
    {
        float[] lanes = new float[16];
        for (int index = 0; index < values.Length; index++)
        {
            lanes[index % 16] = add(lanes[index % 16], values[index]);
        }

        while (lanes.Length > 1)
        {
            int half = lanes.Length / 2;
            lanes = [.. lanes[..half].Zip(lanes[half..], (low, high) => low + high)];
        }

        return lanes[0];
    }

    public static float SumOfSquares(bool fused, ReadOnlySpan<float> values) =>
        SumInLanes(values, (sum, value) => MultiplyAdd(fused, value, value, sum));

    public static float SumOfMagnitudes(ReadOnlySpan<float> values) =>
        SumInLanes(values, (sum, value) => sum + MathF.Abs(value));

    public static float Rectified(float value, float bias)
    {
        float drive = value + bias;
        return drive <= 0 ? 0 : drive;
    }

    /// <summary>One bit per value that is not zero, NaN included.</summary>
    public static ulong[] ActiveBits(ReadOnlySpan<float> values)
    {
        ulong[] words = new ulong[(values.Length + 63) / 64];
        for (int index = 0; index < values.Length; index++)
        {
            if (values[index] != 0)
            {
                words[index / 64] |= 1UL << (index % 64);
            }
        }

        return words;
    }

    /// <summary>One parameter's Adam step in floats; moments are updated.</summary>
    public static float Adam(bool fused, float parameter, float gradient, ref float first, ref float second, in AdamStep step)
    {
        first = MultiplyAdd(fused, step.Decay1, first, step.Rate1 * gradient);
        first = float.IsSubnormal(first) ? 0 : first;
        float square = step.Rate2 * gradient * gradient;
        second = MultiplyAdd(fused, step.Decay2, second, square);
        float root = MultiplyAdd(fused, MathF.Sqrt(second), step.RootScale, step.Floor);
        return MultiplyAdd(fused, -step.StepSize, first / root, parameter);
    }
}
