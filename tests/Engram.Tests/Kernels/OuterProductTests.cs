using CsCheck;
using Engram.Kernels;
using Engram.Products;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Kernels;

/// <summary>
/// product = leftᵀ · right over groups of rows. The reference adds row after row into every element, active or not:
/// whatever groups and walks are taken, and whether the product or its transpose is asked for, it must give those bits.
/// </summary>
public class OuterProductTests
{
    private static readonly float[] _rowCosts = [AdjustedKernels.AlwaysRows, 2.8f, AdjustedKernels.AlwaysTiles];

    public static TheoryData<string> Tables => KernelTables.Names;

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_walk_grouping_and_number_of_threads_gives_the_bits_of_the_dense_sum(string table)
    {
        Random random = new(21);
        foreach ((int rows, int units, int columns) in new[] { (1, 1, 1), (1, 129, 17), (13, 64, 33), (30, 200, 112), (24, 65, 240) })
        {
            foreach (double density in new[] { 0, 0.05, 0.3, 1 })
            {
                foreach (Sharing sharing in Enum.GetValues<Sharing>())
                {
                    ActiveRows left = SparseRows.Create(random, rows, units, density, sharing);
                    bool isDense = random.Next(2) == 0;
                    ActiveRows right = SparseRows.Create(random, rows, columns, isDense ? 1 : 0.2, isDense ? Sharing.None : Sharing.Runs);
                    CheckAllWalks(KernelTables.Find(table), left, right, random);
                }
            }
        }
    }

    [Fact]
    public void The_value_is_that_of_double_precision()
    {
        Random random = new(22);
        ActiveRows left = SparseRows.Create(random, 50, 70, 0.4, Sharing.Runs);
        ActiveRows right = SparseRows.Create(random, 50, 35, 0.8, Sharing.None);
        using WorkerPool workers = new(1);
        Matrix product = Multiply(KernelTable.Current, workers, left, right, [7, 21, 50], transposed: false);
        for (int unit = 0; unit < 70; unit++)
        {
            for (int column = 0; column < 35; column++)
            {
                (int fixedUnit, int fixedColumn) = (unit, column);
                ReferenceKernels.RequireClose(
                    product.Row(unit)[column], 0, 50, row => left.Values.Row(row)[fixedUnit], row => right.Values.Row(row)[fixedColumn]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Groups_of_one_category_become_tiles_and_scattered_ones_lists(string table)
    {
        Random random = new(23);
        KernelTable inner = KernelTables.Find(table);
        using WorkerPool workers = new(1);
        ActiveRows right = SparseRows.Create(random, 60, 16, 1, Sharing.None);

        AdjustedKernels shared = new(inner, 2.8f);
        ActiveRows category = SparseRows.Create(random, 60, 100, 0.3, Sharing.Full);
        Multiply(shared, workers, category, right, [60], transposed: false);
        Assert.True(shared.TileCount > 0 && shared.RowCount == 0);

        AdjustedKernels scattered = new(inner, 1.1f);
        ActiveRows mixture = SparseRows.Create(random, 60, 100, 0.05, Sharing.None);
        Multiply(scattered, workers, mixture, right, [60], transposed: false);
        Assert.True(scattered.TileCount == 0 && scattered.RowCount > 0);
    }

    // Rows differ, since each draws two of ten ensembles; the units of an ensemble are always active together.
    [Theory]
    [MemberData(nameof(Tables))]
    public void Units_that_are_active_together_become_tiles_though_their_rows_differ(string table)
    {
        const int Ensembles = 10;
        const int Rows = 90;
        Random random = new(28);
        AdjustedKernels kernels = new(KernelTables.Find(table), 2.2f);
        using WorkerPool workers = new(2);

        // As many units as four tiles for each ensemble, but spread so that no two neighbours are of the same.
        int units = 4 * Ensembles * kernels.TileRows;
        ActiveRows left = SparseRows.Create(random, Rows, units, 1, Sharing.Full);
        for (int row = 0; row < Rows; row++)
        {
            (int first, int second) = (random.Next(Ensembles), random.Next(Ensembles));
            for (int unit = 0; unit < units; unit++)
            {
                left.Values.Row(row)[unit] *= unit % Ensembles == first || unit % Ensembles == second ? 1 : 0;
            }

            CollectActive(left, row);
        }

        ActiveRows right = SparseRows.Create(random, Rows, 16, 1, Sharing.None);
        Matrix product = Multiply(kernels, workers, left, right, [Rows], transposed: false);
        Bits.RequireEqual(RowByRow(kernels.IsFused, left.Values, right.Values, Rows), Values(product, transposed: false), "ensembles");
        long terms = left.ActiveSum(Rows) / kernels.TileRows * 16;
        Assert.InRange(kernels.TileTerms, terms / 2, terms * 3 / 2);
        Assert.True(kernels.RowCount < units / 4, $"{kernels.RowCount} of {units} units are lists.");
    }

    // The order of units is found anew only now and then, so most products are made with one that suited other rows.
    [Fact]
    public void An_order_of_units_found_for_other_rows_gives_the_same_bits()
    {
        Random random = new(29);
        using WorkerPool workers = new(2);
        OuterProduct product = new(new AdjustedKernels(KernelTable.Current, 2.2f), workers, 140, 150);
        for (int step = 0; step < 70; step++)
        {
            int rows = 1 + random.Next(140);
            ActiveRows left = SparseRows.Create(random, rows, 150, random.NextDouble() / 3, (Sharing)(step % 3));
            ActiveRows right = SparseRows.Create(random, rows, 20, 0.3, Sharing.Runs);
            MatrixSink sink = Sink(150, 20, transposed: false);
            product.Measure(left, [rows]);
            product.Multiply(right, sink, transposed: false);
            Bits.RequireEqual(RowByRow(KernelTable.Current.IsFused, left.Values, right.Values, rows), Values(sink.Product, transposed: false), $"step {step}");
        }
    }

    // A group has every seventh panel to itself, or every seventh column; then every panel has columns of all groups.
    [Theory]
    [MemberData(nameof(Tables))]
    public void Tiles_leave_out_panels_in_which_none_of_their_rows_is_active(string table)
    {
        const int GroupCount = 7;
        const int GroupRows = 24;
        const int Rows = GroupCount * GroupRows;
        const int Units = 240;
        Random random = new(26);
        AdjustedKernels kernels = new(KernelTables.Find(table), AdjustedKernels.AlwaysTiles);
        using WorkerPool workers = new(2);
        int columns = 2 * kernels.ColumnBlock;
        int[] groups = [.. Enumerable.Range(1, GroupCount).Select(group => group * GroupRows)];
        foreach ((int stretch, int divisor) in new[] { (Matrix.ColumnMultiple, GroupCount), (1, 1) })
        {
            ActiveRows right = SparseRows.Create(random, Rows, columns, 1, Sharing.Full);
            Keep(right, (row, column) => column / stretch % GroupCount == row / GroupRows);
            foreach (bool transposed in new[] { false, true })
            {
                ActiveRows left = SparseRows.Create(random, Rows, Units, 1, Sharing.Full);
                long before = kernels.TileTerms;
                Matrix product = Multiply(kernels, workers, left, right, groups, transposed);
                Bits.RequireEqual(RowByRow(kernels.IsFused, left.Values, right.Values, Rows), Values(product, transposed), $"stretches of {stretch}");
                long whole = (long)Rows * Tiles(Units, kernels.TileRows) * columns;
                Assert.Equal(whole / divisor, kernels.TileTerms - before);
            }
        }
    }

    // More groups than a word has bits, so that some share one and take panels that only the other uses: two at most.
    [Fact]
    public void A_hundred_groups_with_columns_of_their_own_give_the_bits_of_the_dense_sum()
    {
        const int GroupCount = 100;
        const int Rows = 2 * GroupCount;
        Random random = new(27);
        AdjustedKernels kernels = new(KernelTable.Current, AdjustedKernels.AlwaysTiles);
        using WorkerPool workers = new(2);
        ActiveRows left = SparseRows.Create(random, Rows, 260, 1, Sharing.Full);
        ActiveRows right = SparseRows.Create(random, Rows, kernels.ColumnBlock, 1, Sharing.Full);
        int panels = kernels.ColumnBlock / Matrix.ColumnMultiple;
        Keep(right, (row, column) => column / Matrix.ColumnMultiple == row / 2 % panels);

        Matrix product = Multiply(kernels, workers, left, right, [.. Enumerable.Range(1, GroupCount).Select(group => group * 2)], transposed: false);
        Bits.RequireEqual(RowByRow(kernels.IsFused, left.Values, right.Values, Rows), Values(product, transposed: false), "a hundred groups");
        Assert.InRange(kernels.TileTerms, 1, Rows * Tiles(260, kernels.TileRows) * kernels.ColumnBlock / 2);
    }

    [Fact]
    public void No_rows_are_a_product_of_zeros()
    {
        using WorkerPool workers = new(2);
        Matrix product = Multiply(KernelTable.Current, workers, new ActiveRows(3, 20), new ActiveRows(3, 5), [0], transposed: false);
        Assert.All(Values(product, transposed: false), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Work_space_can_be_used_again_with_other_groups()
    {
        Random random = new(24);
        using WorkerPool workers = new(2);
        OuterProduct product = new(KernelTable.Current, workers, 40, 90);
        foreach (int rows in new[] { 3, 40, 11, 40, 1 })
        {
            ActiveRows left = SparseRows.Create(random, rows, 90, 0.3, Sharing.Runs);
            ActiveRows right = SparseRows.Create(random, rows, 50, 0.3, Sharing.Runs);
            float[] expected = RowByRow(KernelTable.Current.IsFused, left.Values, right.Values, rows);
            bool transposed = rows % 2 == 0;
            MatrixSink sink = Sink(90, 50, transposed);
            product.Measure(left, Groups(random, rows));
            product.Multiply(right, sink, transposed);
            Bits.RequireEqual(expected, Values(sink.Product, transposed), $"{rows} rows");
        }
    }

    [Fact]
    public void Rows_behind_the_last_group_are_left_out()
    {
        Random random = new(25);
        using WorkerPool workers = new(1);
        ActiveRows left = SparseRows.Create(random, 10, 20, 1, Sharing.Full);
        ActiveRows right = SparseRows.Create(random, 10, 5, 1, Sharing.None);
        float[] expected = RowByRow(KernelTable.Current.IsFused, left.Values, right.Values, 6);
        Matrix product = Multiply(KernelTable.Current, workers, left, right, [2, 2, 6, 6], transposed: false);
        Bits.RequireEqual(expected, Values(product, transposed: false), "six of ten rows");
    }

    [Fact]
    public void Random_shapes_agree_in_all_tables() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 200], Gen.Int[1, 260], Gen.Double[0, 1], Gen.Enum<Sharing>(), Gen.Int)
            .Sample(
                (rows, units, columns, density, sharing, seed) =>
                {
                    Random random = new(seed);
                    ActiveRows left = SparseRows.Create(random, rows, units, density, sharing);
                    ActiveRows right = SparseRows.Create(random, rows, columns, random.NextDouble(), Sharing.Runs);
                    using WorkerPool workers = new(1 + (seed & 1));
                    float[] expected = RowByRow(fused: true, left.Values, right.Values, rows);
                    foreach (KernelTable kernels in KernelTables.Fused)
                    {
                        bool transposed = random.Next(2) == 0;
                        Matrix product = Multiply(kernels, workers, left, right, Groups(random, rows), transposed);
                        Bits.RequireEqual(expected, Values(product, transposed), kernels.Name);
                    }
                },
                iter: 60);

    private static void CheckAllWalks(KernelTable kernels, ActiveRows left, ActiveRows right, Random random)
    {
        float[] expected = RowByRow(kernels.IsFused, left.Values, right.Values, right.Values.Rows);
        for (int threads = 1; threads <= 3; threads++)
        {
            using WorkerPool workers = new(threads);
            foreach (float rowCost in _rowCosts)
            {
                int[] groups = Groups(random, right.Values.Rows);
                bool transposed = random.Next(2) == 0;
                Matrix actual = Multiply(new AdjustedKernels(kernels, rowCost), workers, left, right, groups, transposed);
                Bits.RequireEqual(
                    expected,
                    Values(actual, transposed),
                    $"{kernels}, {left.Values.Columns} x {right.Values.Columns}, groups to {string.Join(' ', groups)}, {threads} threads, row cost {rowCost}, transposed {transposed}");
            }
        }
    }

    private static Matrix Multiply(KernelTable kernels, WorkerPool workers, ActiveRows left, ActiveRows right, int[] groups, bool transposed)
    {
        MatrixSink sink = Sink(left.Values.Columns, right.Values.Columns, transposed);
        OuterProduct product = new(kernels, workers, right.Values.Rows, left.Values.Columns);
        product.Measure(left, groups);
        product.Multiply(right, sink, transposed);
        sink.RequireComplete();
        return sink.Product;
    }

    // Clears all other values.
    private static void Keep(ActiveRows rows, Func<int, int, bool> isKept)
    {
        for (int row = 0; row < rows.Values.Rows; row++)
        {
            for (int column = 0; column < rows.Values.Columns; column++)
            {
                rows.Values.Row(row)[column] = isKept(row, column) ? rows.Values.Row(row)[column] : 0;
            }

            CollectActive(rows, row);
        }
    }

    private static unsafe void CollectActive(ActiveRows rows, int row) =>
        KernelTable.All[0].CollectActive(rows.Values.RowStart(row), rows.Values.Stride, rows.ActiveUnits(row));

    // Tiles of all parts of the units.
    private static int Tiles(int units, int tileRows) =>
        Enumerable.Range(0, UnitParts.Count(units)).Select(part => UnitParts.Units(part, units)).Sum(part => (part.End - part.First + tileRows - 1) / tileRows);

    private static MatrixSink Sink(int units, int columns, bool transposed) =>
        transposed ? new MatrixSink(columns, units) : new MatrixSink(units, columns);

    // Ends of groups of odd sizes; some groups are empty.
    private static int[] Groups(Random random, int rows)
    {
        List<int> ends = [];
        for (int end = random.Next(1, 8); end < rows; end += random.Next(0, 8))
        {
            ends.Add(end);
        }

        return [.. ends, rows];
    }

    // Values without padding, [units, columns].
    private static float[] Values(Matrix product, bool transposed)
    {
        int units = transposed ? product.Columns : product.Rows;
        int columns = transposed ? product.Rows : product.Columns;
        float[] values = new float[units * columns];
        for (int place = 0; place < values.Length; place++)
        {
            (int unit, int column) = (place / columns, place % columns);
            values[place] = transposed ? product.Row(column)[unit] : product.Row(unit)[column];
        }

        return values;
    }

    private static float[] RowByRow(bool fused, Matrix left, Matrix right, int rows)
    {
        float[] sums = new float[left.Columns * right.Columns];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> source = right.Row(row);
            for (int unit = 0; unit < left.Columns; unit++)
            {
                float factor = left.Row(row)[unit];
                Span<float> target = sums.AsSpan(unit * right.Columns, right.Columns);
                for (int column = 0; column < target.Length; column++)
                {
                    target[column] = ReferenceKernels.MultiplyAdd(fused, factor, source[column], target[column]);
                }
            }
        }

        return sums;
    }
}
