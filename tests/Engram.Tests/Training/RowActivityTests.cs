using Engram.Models;
using Engram.Tensors;
using Engram.Tests.TestSupport;

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
        Parallel.For(0, Rows, row => activity.Note(row));
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
    public void Places_of_a_narrower_layer_are_told_as_units_of_the_whole()
    {
        ActiveRows rows = SparseRows.Create(new Random(7), 3, 70, 0.2, Sharing.None);
        int[] units = [.. Enumerable.Range(0, 70).Select(place => (2 * place) + 3)];
        RowActivity activity = new(rows, 3, units);
        EpochTotals totals = new(Units);
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(rows.ActiveCount(row), activity.Note(row));
        }

        activity.AddTo(totals, 3);
        int[] expected = [.. units.Where((_, place) => Enumerable.Range(0, 3).Any(row => rows.Values.Row(row)[place] != 0))];
        Assert.Equal(expected, Enumerable.Range(0, Units).Where(unit => (totals.ActiveUnits[unit / 64] >> unit & 1) != 0));
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
