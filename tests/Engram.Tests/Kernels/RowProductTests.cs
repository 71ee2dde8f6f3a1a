using CsCheck;
using Engram.Kernels;
using Engram.Products;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Kernels;

/// <summary>
/// destination = rows · weights. The reference is the dense product, one chain of multiply-adds per element over every
/// inner index: whatever walk is taken must give its bits.
/// </summary>
public class RowProductTests
{
    private static readonly float[] _rowCosts = [AdjustedKernels.AlwaysRows, 2.8f, AdjustedKernels.AlwaysTiles];

    public static TheoryData<string> Tables => KernelTables.Names;

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_walk_and_number_of_threads_gives_the_bits_of_the_dense_product(string table)
    {
        Random random = new(11);
        foreach ((int rows, int inner, int columns) in new[] { (1, 1, 1), (1, 64, 17), (5, 100, 33), (12, 31, 112), (26, 65, 230), (40, 17, 40) })
        {
            foreach (double density in new[] { 0, 0.05, 0.3, 1 })
            {
                foreach (Sharing sharing in Enum.GetValues<Sharing>())
                {
                    ActiveRows left = SparseRows.Create(random, rows, inner, density, sharing);
                    CheckAllWalks(KernelTables.Find(table), left, SparseRows.CreateDense(random, inner, columns));
                }
            }
        }
    }

    [Fact]
    public void The_value_is_that_of_double_precision()
    {
        Random random = new(12);
        ActiveRows left = SparseRows.Create(random, 9, 200, 0.4, Sharing.Runs);
        Matrix weights = SparseRows.CreateDense(random, 200, 35);
        Matrix destination = new(9, 35);
        using WorkerPool workers = new(1);
        new RowProduct(KernelTable.Current, workers, 9, 200).Multiply(left, 9, Panels.From(weights), destination);
        for (int row = 0; row < 9; row++)
        {
            for (int column = 0; column < 35; column++)
            {
                (int fixedRow, int fixedColumn) = (row, column);
                ReferenceKernels.RequireClose(
                    destination.Row(row)[column], 0, 200, index => left.Values.Row(fixedRow)[index], index => weights.Row(index)[fixedColumn]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Counts_decide_between_tiles_and_lists(string table)
    {
        Random random = new(13);
        KernelTable inner = KernelTables.Find(table);
        int rows = 2 * inner.TileRows;
        Matrix weights = SparseRows.CreateDense(random, 300, 32);
        using WorkerPool workers = new(1);

        AdjustedKernels shared = new(inner, 2.8f);
        Multiply(shared, workers, SparseRows.Create(random, rows, 300, 0.1, Sharing.Full), rows, weights);
        Assert.Equal((2, 0), (shared.TileCount, shared.RowCount));

        AdjustedKernels scattered = new(inner, 1.1f);
        Multiply(scattered, workers, SparseRows.Create(random, rows, 300, 0.02, Sharing.None), rows, weights);
        Assert.Equal((0, rows), (scattered.TileCount, scattered.RowCount));
    }

    // Rows with all units active and rows with one stand in turn; a tile of the latter walks one unit.
    [Theory]
    [MemberData(nameof(Tables))]
    public void Rows_of_a_group_that_are_active_in_as_many_units_share_a_tile(string table)
    {
        Random random = new(15);
        AdjustedKernels kernels = new(KernelTables.Find(table), AdjustedKernels.AlwaysTiles);
        int rows = 2 * kernels.TileRows;
        ActiveRows left = SparseRows.Create(random, rows, 50, 1, Sharing.Full);
        for (int row = 0; row < rows; row += 2)
        {
            left.Values.Row(row)[1..].Clear();
            CollectActive(left, row);
        }

        Matrix weights = SparseRows.CreateDense(random, 50, 16);
        using WorkerPool workers = new(1);
        Multiply(kernels, workers, left, rows, weights);
        Assert.Equal(2 * 50 * 16, kernels.TileTerms);
        Multiply(kernels, workers, left, rows, weights, rows);
        Assert.Equal((2 * 50 * 16) + (51 * 16), kernels.TileTerms);
    }

    [Fact]
    public void Fewer_rows_than_there_is_room_for_leave_the_rest_alone()
    {
        Random random = new(14);
        ActiveRows left = SparseRows.Create(random, 20, 40, 0.5, Sharing.None);
        Matrix destination = new(20, 24);
        foreach (int row in Enumerable.Range(0, 20))
        {
            destination.Row(row).Fill(7);
        }

        using WorkerPool workers = new(2);
        RowProduct product = new(KernelTable.Current, workers, 20, 40);
        product.Multiply(left, 13, Panels.Create(random, 40, 24), destination);

        Assert.All(Enumerable.Range(13, 7), row => Assert.All(destination.Row(row).ToArray(), value => Assert.Equal(7, value)));
        Assert.All(Enumerable.Range(0, 13), row => Assert.DoesNotContain(7, destination.Row(row).ToArray()));
    }

    [Theory]
    [InlineData(AdjustedKernels.AlwaysRows)]
    [InlineData(AdjustedKernels.AlwaysTiles)]
    public void Silent_rows_can_be_left_as_they_are(float rowCost)
    {
        Random random = new(17);
        const int Rows = 200;
        ActiveRows left = SparseRows.Create(random, Rows, 40, 0.3, Sharing.None);
        foreach (int row in Enumerable.Range(0, Rows).Where(row => row % 3 != 1))
        {
            left.ClearRow(row);
        }

        Matrix weights = SparseRows.CreateDense(random, 40, 24);
        float[] expected = Dense(fused: true, left.Values, Rows, weights);
        Matrix destination = new(Rows, 24);
        foreach (int row in Enumerable.Range(0, Rows))
        {
            destination.Row(row).Fill(7);
            if (left.ActiveCount(row) == 0)
            {
                expected.AsSpan(row * destination.Stride, 24).Fill(7);
            }
        }

        using WorkerPool workers = new(2);
        AdjustedKernels kernels = new(KernelTables.Fused.First(), rowCost);
        new RowProduct(kernels, workers, Rows, 40).Multiply(left, Rows, [11, 30], Panels.From(weights), destination, leavesOutSilent: true);
        Bits.RequireEqual(expected, SparseRows.PaddedValues(destination), "product");
    }

    [Fact]
    public void No_rows_are_no_work()
    {
        using WorkerPool workers = new(2);
        Matrix destination = new(3, 5);
        new RowProduct(KernelTable.Current, workers, 3, 4).Multiply(new ActiveRows(3, 4), 0, new PanelMatrix(4, 5), destination);
        Assert.All(SparseRows.PaddedValues(destination), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Random_shapes_agree_in_all_tables() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 140], Gen.Int[1, 260], Gen.Double[0, 1], Gen.Enum<Sharing>(), Gen.Int)
            .Sample(
                (rows, inner, columns, density, sharing, seed) =>
                {
                    Random random = new(seed);
                    ActiveRows left = SparseRows.Create(random, rows, inner, density, sharing);
                    Matrix weights = SparseRows.CreateDense(random, inner, columns);
                    using WorkerPool workers = new(1 + (seed & 1));
                    float[] expected = Multiply(KernelTable.All[0], workers, left, rows, weights);
                    foreach (KernelTable kernels in KernelTables.Fused)
                    {
                        Bits.RequireEqual(expected, Multiply(kernels, workers, left, rows, weights), kernels.Name);
                    }
                },
                iter: 60);

    private static void CheckAllWalks(KernelTable kernels, ActiveRows left, Matrix weights)
    {
        int rows = left.Values.Rows;
        float[] expected = Dense(kernels.IsFused, left.Values, rows, weights);
        for (int threads = 1; threads <= 3; threads++)
        {
            using WorkerPool workers = new(threads);
            foreach (float rowCost in _rowCosts)
            {
                float[] actual = Multiply(new AdjustedKernels(kernels, rowCost), workers, left, rows, weights, [rows / 3, rows / 2]);
                Bits.RequireEqual(expected, actual, $"{kernels}, {rows} x {left.Values.Columns} x {weights.Columns}, {threads} threads, row cost {rowCost}");
            }
        }
    }

    private static float[] Multiply(KernelTable kernels, WorkerPool workers, ActiveRows left, int rows, Matrix weights, params int[] groupEnds)
    {
        Matrix destination = SparseRows.CreateDense(new Random(1), rows, weights.Columns);
        new RowProduct(kernels, workers, rows, left.Values.Columns).Multiply(left, rows, groupEnds, Panels.From(weights), destination);
        return SparseRows.PaddedValues(destination);
    }

    private static unsafe void CollectActive(ActiveRows rows, int row) =>
        KernelTable.All[0].CollectActive(rows.Values.RowStart(row), rows.Values.Stride, rows.ActiveUnits(row));

    private static float[] Dense(bool fused, Matrix left, int rows, Matrix weights)
    {
        float[] sums = new float[rows * weights.Stride];
        for (int row = 0; row < rows; row++)
        {
            Span<float> ofRow = sums.AsSpan(row * weights.Stride, weights.Columns);
            for (int inner = 0; inner < left.Columns; inner++)
            {
                float factor = left.Row(row)[inner];
                ReadOnlySpan<float> weightRow = weights.Row(inner);
                for (int column = 0; column < ofRow.Length; column++)
                {
                    ofRow[column] = ReferenceKernels.MultiplyAdd(fused, factor, weightRow[column], ofRow[column]);
                }
            }
        }

        return sums;
    }
}
