using CsCheck;
using Engram.Tensors;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Kernels;

public unsafe class ActiveRowsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(64, 1)]
    [InlineData(65, 2)]
    [InlineData(784, 13)]
    public void A_word_holds_64_units(int columns, int words) => Assert.Equal(words, ActiveRows.WordCount(columns));

    [Fact]
    public void Set_bits_are_listed_in_ascending_order_and_nothing_behind_them_is_written() =>
        Gen.ULong.Array[0, 5].Sample(words =>
        {
            int[] expected = [.. Enumerable.Range(0, words.Length * 64).Where(bit => ((words[bit / 64] >> (bit % 64)) & 1) == 1)];
            using GuardedBuffer<ulong> bits = new(5);
            using GuardedBuffer<int> positions = new(5 * 64);
            int* start = positions.Place(new int[expected.Length], Placement.EndsAtGuard);

            int count = ActiveRows.ListBits(bits.Place(words, Placement.EndsAtGuard), words.Length, start);

            Assert.Equal(expected.Length, count);
            Assert.Equal(expected, positions.Values.ToArray());
            positions.RequireUntouchedSurroundings();
            fixed (ulong* unguarded = words)
            {
                Assert.Equal(count, ActiveRows.CountBits(unguarded, words.Length));
            }
        });

    [Theory]
    [InlineData(new ulong[] { }, new int[] { })]
    [InlineData(new ulong[] { 0, 0 }, new int[] { })]
    [InlineData(new ulong[] { 1, 1UL << 63, 3 }, new[] { 0, 127, 128, 129 })]
    public void Edges_of_words_are_listed(ulong[] words, int[] expected)
    {
        int[] positions = new int[expected.Length];
        fixed (ulong* bits = words)
        fixed (int* start = positions)
        {
            Assert.Equal(expected.Length, ActiveRows.ListBits(bits, words.Length, start));
        }

        Assert.Equal(expected, positions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.9)]
    public void A_cleared_row_is_silent_and_the_others_stay(double density)
    {
        ActiveRows rows = SparseRows.Create(new Random(4), 3, 150, density, Sharing.None);
        float[] expected = SparseRows.PaddedValues(rows.Values);
        int[] counts = [rows.ActiveCount(0), 0, rows.ActiveCount(2)];
        expected.AsSpan(rows.Values.Stride, rows.Values.Stride).Clear();
        rows.ClearRow(1);
        Bits.RequireEqual(expected, SparseRows.PaddedValues(rows.Values), "values");
        Assert.Equal(counts, Enumerable.Range(0, 3).Select(rows.ActiveCount));
    }

    [Fact]
    public void Rows_have_bits_of_their_own()
    {
        ActiveRows rows = new(3, 70);
        Assert.Equal(2, rows.Words);

        *rows.ActiveUnits(1) = ulong.MaxValue;
        *(rows.ActiveUnits(1) + 1) = 1;

        Assert.Equal([0, 65, 0], Enumerable.Range(0, 3).Select(rows.ActiveCount));
    }
}
