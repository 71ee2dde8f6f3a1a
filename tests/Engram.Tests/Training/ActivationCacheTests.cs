using Engram.Families.ForwardForward;
using Engram.Kernels;
using Engram.Tensors;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Training;

public class ActivationCacheTests
{
    // Rows so wide that a few fill a piece of memory.
    private const int Columns = 600_000;

    // With fewer than 12 active units a row of these is kept as a list.
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.6)]
    public void Rows_come_back_as_they_were(double density)
    {
        ActiveRows rows = SparseRows.Create(new Random(5), 40, 130, density, Sharing.None);
        ActivationCache cache = new(KernelTable.Current, 90, rows.Words, 1 << 23);
        for (int row = 0; row < 40; row++)
        {
            cache.Add(2 * row, rows, row);
        }

        ActiveRows read = SparseRows.Create(new Random(6), 40, 130, 0.5, Sharing.None);
        for (int row = 0; row < 40; row++)
        {
            Assert.True(cache.TryRead(2 * row, read, row));
            Assert.False(cache.TryRead((2 * row) + 1, read, row));
        }

        Bits.RequireEqual(SparseRows.PaddedValues(rows.Values), SparseRows.PaddedValues(read.Values), "values");
        Assert.All(Enumerable.Range(0, 40), row => Assert.Equal(Active(rows, row), Active(read, row)));
    }

    [Fact]
    public void Several_threads_may_add_rows_at_once()
    {
        // So short that most of the time goes into taking room, and so many that a second piece of memory is taken while rows come.
        const int Count = 80_000;
        ActiveRows rows = SparseRows.Create(new Random(9), Count, 64, 0.5, Sharing.None);
        ActivationCache cache = new(KernelTable.Current, Count, rows.Words, 1 << 25);
        Parallel.For(0, Count, row => cache.Add(row, rows, row));
        ActiveRows read = new(Count, 64);
        for (int row = 0; row < Count; row++)
        {
            Assert.True(cache.TryRead(row, read, row));
        }

        Bits.RequireEqual(SparseRows.PaddedValues(rows.Values), SparseRows.PaddedValues(read.Values), "values");
    }

    [Fact]
    public void What_does_not_fit_is_not_kept_and_the_rest_stays()
    {
        ActiveRows rows = SparseRows.Create(new Random(7), 9, Columns, 0.9, Sharing.None);
        // Two pieces of 8 MB, in each of which three rows of about 2.2 MB fit.
        ActivationCache cache = new(KernelTable.Current, 9, rows.Words, 1 << 24);
        for (int row = 0; row < 9; row++)
        {
            cache.Add(row, rows, row);
        }

        ActiveRows read = new(1, Columns);
        Assert.Equal([0, 1, 2, 3, 4, 5], Enumerable.Range(0, 9).Where(row => cache.TryRead(row, read, 0)));
        cache.TryRead(4, read, 0);
        Assert.True(rows.Values.Row(4).SequenceEqual(read.Values.Row(0)));
    }

    [Fact]
    public void Without_memory_nothing_is_kept()
    {
        ActiveRows rows = SparseRows.Create(new Random(8), 1, 20, 0.5, Sharing.None);
        ActivationCache cache = new(KernelTable.Current, 1, rows.Words, 1 << 20);
        cache.Add(0, rows, 0);
        Assert.False(cache.TryRead(0, rows, 0));
    }

    private static unsafe ulong[] Active(ActiveRows rows, int row) => new ReadOnlySpan<ulong>(rows.ActiveUnits(row), rows.Words).ToArray();
}
