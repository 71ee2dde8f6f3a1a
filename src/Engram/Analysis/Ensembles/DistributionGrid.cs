using System.Numerics;
using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Analysis.Ensembles;

/// <summary>
/// How many of each unit's activations are at or below every value of a common grid. Two units' largest difference is
/// first looked for at the grid, then only between those grid values where it can still be larger: a distribution rises
/// from one grid value to the next by a known count, which bounds the difference in between.
/// </summary>
internal sealed class DistributionGrid
{
    private const int ValueCount = 64;
    private const int SampledCount = 8192;

    // Row of a unit: zeros, then one count per grid value, the last of which is all. One vector more keeps reads of the
    // next count within the row.
    private static readonly int _stride = ValueCount + Vector<int>.Count;

    private readonly SortedActivations _sorted;
    private readonly int[] _counts;

    public DistributionGrid(SortedActivations sorted, WorkerPool workers)
    {
        _sorted = sorted;
        _counts = new int[(long)sorted.UnitCount * _stride];
        float[] grid = ChooseValues(sorted);
        workers.Run(sorted.UnitCount, unit => Count(unit, grid));
    }

    /// <summary>
    /// The largest difference of two units' distributions, as a number of samples: n · max |F₁ − F₂|. Where it is at least
    /// <paramref name="enough"/>, any number from there up to it.
    /// </summary>
    public int LargestDifference(int first, int second, int enough)
    {
        ReadOnlySpan<int> firstCounts = Row(first);
        ReadOnlySpan<int> secondCounts = Row(second);
        int largest = LargestAtGrid(firstCounts, secondCounts);
        return largest >= enough ? largest : LargestBetween(first, second, firstCounts, secondCounts, largest);
    }

    private static int LargestAtGrid(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        Vector<int> largest = Vector<int>.Zero;
        for (int place = 0; place < ValueCount; place += Vector<int>.Count)
        {
            largest = Vector.Max(largest, Vector.Abs(new Vector<int>(first[place..]) - new Vector<int>(second[place..])));
        }

        int maximum = 0;
        for (int lane = 0; lane < Vector<int>.Count; lane++)
        {
            maximum = Math.Max(maximum, largest[lane]);
        }

        return maximum;
    }

    private int LargestBetween(int first, int second, ReadOnlySpan<int> firstCounts, ReadOnlySpan<int> secondCounts, int largest)
    {
        for (int place = 0; place < ValueCount; place += Vector<int>.Count)
        {
            Vector<int> bound = Vector.Max(
                new Vector<int>(firstCounts[(place + 1)..]) - new Vector<int>(secondCounts[place..]),
                new Vector<int>(secondCounts[(place + 1)..]) - new Vector<int>(firstCounts[place..]));
            if (Vector.GreaterThanAny(bound, new Vector<int>(largest)))
            {
                largest = LargestWithin(first, second, firstCounts, secondCounts, place, largest);
            }
        }

        return largest;
    }

    private int LargestWithin(int first, int second, ReadOnlySpan<int> firstCounts, ReadOnlySpan<int> secondCounts, int place, int largest)
    {
        for (int cell = place; cell < place + Vector<int>.Count; cell++)
        {
            int bound = Math.Max(firstCounts[cell + 1] - secondCounts[cell], secondCounts[cell + 1] - firstCounts[cell]);
            if (bound > largest)
            {
                largest = Math.Max(largest, LargestOfCell(
                    Cell(first, firstCounts, cell), Cell(second, secondCounts, cell), firstCounts[cell] - secondCounts[cell]));
            }
        }

        return largest;
    }

    // The activations above one grid value, up to the next.
    private ReadOnlySpan<float> Cell(int unit, ReadOnlySpan<int> counts, int cell)
    {
        int inactive = counts[0];
        return _sorted.Active(unit).AsSpan((counts[cell] - inactive)..(counts[cell + 1] - inactive));
    }

    // Walks both in ascending order; equal values are passed together before the difference counts. Once one is at its
    // end, the difference only moves towards that at the next grid value.
    private static int LargestOfCell(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int difference)
    {
        int largest = 0;
        int firstPlace = 0;
        int secondPlace = 0;
        while (firstPlace < first.Length && secondPlace < second.Length)
        {
            float value = MathF.Min(first[firstPlace], second[secondPlace]);
            while (firstPlace < first.Length && first[firstPlace] == value)
            {
                firstPlace++;
            }

            while (secondPlace < second.Length && second[secondPlace] == value)
            {
                secondPlace++;
            }

            largest = Math.Max(largest, Math.Abs(difference + firstPlace - secondPlace));
        }

        return largest;
    }

    // Any values would do; quantiles of all activations keep the cells small. A sample of them is enough.
    private static float[] ChooseValues(SortedActivations sorted)
    {
        long activeCount = 0;
        for (int unit = 0; unit < sorted.UnitCount; unit++)
        {
            activeCount += sorted.Active(unit).Length;
        }

        long step = Math.Max(1, activeCount / SampledCount);
        List<float> sampled = [];
        long place = 0;
        for (int unit = 0; unit < sorted.UnitCount; unit++)
        {
            float[] active = sorted.Active(unit);
            for (; place < active.Length; place += step)
            {
                sampled.Add(active[place]);
            }

            place -= active.Length;
        }

        sampled.Sort();
        float[] grid = new float[ValueCount];
        for (int index = 1; index < ValueCount && sampled.Count > 0; index++)
        {
            grid[index] = sampled[(int)((long)index * (sampled.Count - 1) / ValueCount)];
        }

        return grid;
    }

    private void Count(int unit, float[] grid)
    {
        Span<int> counts = _counts.AsSpan(unit * _stride, _stride);
        counts.Fill(_sorted.SampleCount);
        int inactive = _sorted.InactiveCount(unit);
        for (int place = 0; place < ValueCount; place++)
        {
            counts[place] = inactive + SortedActivations.CountUpTo(_sorted.Active(unit), grid[place]);
        }
    }

    private ReadOnlySpan<int> Row(int unit) => _counts.AsSpan(unit * _stride, _stride);
}
