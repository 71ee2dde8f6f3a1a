using Engram.Threading;

namespace Engram.Analysis.Representations;

/// <summary>
/// Each unit's activations over the samples of one class, in ascending order. Only those above zero are kept; most units
/// are inactive for most samples, and zeros need no sorting.
/// </summary>
internal sealed class SortedActivations
{
    private const int UnitsPerPart = 16;

    private readonly float[][] _active;

    public SortedActivations(LayerActivations layer, int[] samples, WorkerPool workers)
    {
        SampleCount = samples.Length;
        _active = new float[layer.UnitCount][];
        workers.Run((UnitCount + UnitsPerPart - 1) / UnitsPerPart, part =>
        {
            int first = part * UnitsPerPart;
            Collect(layer, samples, first, Math.Min(UnitCount, first + UnitsPerPart));
        });
    }

    public int SampleCount { get; }

    public int UnitCount => _active.Length;

    /// <summary>A unit's activations above zero, ascending.</summary>
    public float[] Active(int unit) => _active[unit];

    /// <summary>Samples for which a unit is not above zero.</summary>
    public int InactiveCount(int unit) => SampleCount - _active[unit].Length;

    /// <summary>
    /// A unit's median over the samples: for an even number, the mean of the two in the middle.
    /// </summary>
    public double Median(int unit) => (At(unit, (SampleCount - 1) / 2) + (double)At(unit, SampleCount / 2)) / 2;

    /// <summary>
    /// A quantile of all activations together, samples × units of them: between the two values next to its place, in
    /// proportion to the distance (NumPy's linear interpolation).
    /// </summary>
    public double Quantile(double share)
    {
        double place = share * (((double)SampleCount * UnitCount) - 1);
        long below = (long)place;
        double lower = OrderStatistic(below);
        double upper = place > below ? OrderStatistic(below + 1) : lower;
        return lower + ((upper - lower) * (place - below));
    }

    // All units of a part at once: their activations for one sample are one cache line.
    private void Collect(LayerActivations layer, int[] samples, int firstUnit, int endUnit)
    {
        int units = endUnit - firstUnit;
        float[] columns = new float[units * samples.Length];
        Span<int> ends = stackalloc int[UnitsPerPart];
        for (int unit = 0; unit < units; unit++)
        {
            ends[unit] = unit * samples.Length;
        }

        foreach (int sample in samples)
        {
            ReadOnlySpan<float> row = layer.Row(sample)[firstUnit..endUnit];
            for (int unit = 0; unit < row.Length; unit++)
            {
                columns[ends[unit]] = row[unit];
                ends[unit] += row[unit] > 0 ? 1 : 0;
            }
        }

        for (int unit = 0; unit < units; unit++)
        {
            _active[firstUnit + unit] = columns[(unit * samples.Length)..ends[unit]];
            _active[firstUnit + unit].AsSpan().Sort();
        }
    }

    private float At(int unit, int place)
    {
        int inactive = InactiveCount(unit);
        return place < inactive ? 0 : _active[unit][place - inactive];
    }

    // Floats above zero are ordered as their bits are, so bisection over bits ends at the value itself.
    private float OrderStatistic(long place)
    {
        int low = 0;
        int high = BitConverter.SingleToInt32Bits(float.MaxValue);
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (CountUpTo(BitConverter.Int32BitsToSingle(middle)) > place)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return BitConverter.Int32BitsToSingle(low);
    }

    private long CountUpTo(float bound)
    {
        long count = 0;
        for (int unit = 0; unit < UnitCount; unit++)
        {
            count += InactiveCount(unit) + CountUpTo(_active[unit], bound);
        }

        return count;
    }

    /// <summary>How many of some ascending values are at most <paramref name="bound"/>.</summary>
    public static int CountUpTo(ReadOnlySpan<float> ascending, float bound)
    {
        int low = 0;
        int high = ascending.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (ascending[middle] <= bound)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
