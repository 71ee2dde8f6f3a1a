using Engram.Kernels;
using Engram.Tests.TestSupport;
using Engram.Training;

namespace Engram.Tests.Training;

public class RowActivityTests
{
    private const int Rows = 400;
    private const int Units = 150;

    [Fact]
    public void Rows_noted_by_several_threads_add_up_as_if_counted_one_by_one()
    {
        ActiveRows rows = SparseRows.Create(new Random(5), Rows, Units, 0.01, Sharing.None);
        RowActivity activity = new(rows, Rows);
        EpochTotals totals = new(Units);
        Parallel.For(0, Rows, activity.Note);
        activity.AddTo(totals, Rows / 2);
        float[][] values = [.. Enumerable.Range(0, Rows).Select(row => rows.Values.Row(row).ToArray())];
        int[] counts = [.. values.Take(Rows / 2).Select(row => row.Count(value => value != 0))];
        Assert.Equal(counts.Sum(), totals.PositiveActiveSum);
        Assert.Equal(counts.Count(count => count == 0), totals.SilentSamples);
        Assert.Equal(Enumerable.Range(0, Units).Count(unit => values.All(row => row[unit] == 0)), totals.DeadUnits(Units));
        Assert.Equal(Rows / 2, totals.PositiveCount);
        Assert.InRange(totals.SilentSamples, 1, Rows);
    }

    [Fact]
    public void A_step_does_not_see_what_an_earlier_one_has_activated()
    {
        ActiveRows rows = SparseRows.Create(new Random(6), 2, Units, 0.3, Sharing.None);
        RowActivity activity = new(rows, 2);
        activity.Note(0);
        activity.AddTo(new EpochTotals(Units), 1);
        EpochTotals totals = new(Units);
        activity.Note(1);
        activity.AddTo(totals, 0);
        Assert.Equal(Units - rows.ActiveCount(1), totals.DeadUnits(Units));
        Assert.Equal(0, totals.PositiveActiveSum);
    }
}
