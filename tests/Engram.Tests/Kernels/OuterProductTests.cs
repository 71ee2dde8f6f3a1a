using CsCheck;
using Engram.Kernels;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Kernels;

/// <summary>
/// destination += leftᵀ · right over groups of rows. The reference adds row after row into every element, active or not:
/// whatever groups and walks are taken must give its bits.
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
                    CheckAllWalks(KernelTables.Find(table), left, SparseRows.CreateDense(random, rows, columns), random);
                }
            }
        }
    }

    [Fact]
    public void The_value_is_that_of_double_precision()
    {
        Random random = new(22);
        ActiveRows left = SparseRows.Create(random, 50, 70, 0.4, Sharing.Runs);
        Matrix right = SparseRows.CreateDense(random, 50, 35);
        Matrix destination = SparseRows.CreateDense(random, 70, 35);
        Matrix before = destination.Clone();
        using WorkerPool workers = new(1);
        new OuterProduct(KernelTable.Current, workers, 50, 70).Accumulate(left, right, [7, 21, 50], destination);
        for (int unit = 0; unit < 70; unit++)
        {
            for (int column = 0; column < 35; column++)
            {
                (int fixedUnit, int fixedColumn) = (unit, column);
                ReferenceKernels.RequireClose(
                    destination.Row(unit)[column],
                    before.Row(unit)[column],
                    50,
                    row => left.Values.Row(row)[fixedUnit],
                    row => right.Row(row)[fixedColumn]);
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
        Matrix right = SparseRows.CreateDense(random, 60, 16);

        AdjustedKernels shared = new(inner, 2.8f);
        ActiveRows category = SparseRows.Create(random, 60, 100, 0.3, Sharing.Full);
        new OuterProduct(shared, workers, 60, 100).Accumulate(category, right, [60], new Matrix(100, 16));
        Assert.True(shared.TileCount > 0 && shared.RowCount == 0);

        AdjustedKernels scattered = new(inner, 1.1f);
        ActiveRows mixture = SparseRows.Create(random, 60, 100, 0.05, Sharing.None);
        new OuterProduct(scattered, workers, 60, 100).Accumulate(mixture, right, [60], new Matrix(100, 16));
        Assert.True(scattered.TileCount == 0 && scattered.RowCount > 0);
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
            Matrix right = SparseRows.CreateDense(random, rows, 50);
            Matrix expected = SparseRows.CreateDense(random, 90, 50);
            Matrix actual = expected.Clone();
            AddRowByRow(KernelTable.Current.IsFused, left.Values, right, rows, expected);
            product.Accumulate(left, right, Groups(random, rows), actual);
            Bits.RequireEqual(SparseRows.PaddedValues(expected), SparseRows.PaddedValues(actual), $"{rows} rows");
        }
    }

    [Fact]
    public void Rows_behind_the_last_group_are_left_out()
    {
        Random random = new(25);
        using WorkerPool workers = new(1);
        ActiveRows left = SparseRows.Create(random, 10, 20, 1, Sharing.Full);
        Matrix right = SparseRows.CreateDense(random, 10, 5);
        Matrix expected = new(20, 5);
        Matrix actual = new(20, 5);
        AddRowByRow(KernelTable.Current.IsFused, left.Values, right, 6, expected);
        new OuterProduct(KernelTable.Current, workers, 10, 20).Accumulate(left, right, [2, 2, 6, 6], actual);
        Bits.RequireEqual(SparseRows.PaddedValues(expected), SparseRows.PaddedValues(actual), "six of ten rows");
    }

    [Fact]
    public void Random_shapes_agree_in_all_tables() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 200], Gen.Int[1, 260], Gen.Double[0, 1], Gen.Enum<Sharing>(), Gen.Int)
            .Sample(
                (rows, units, columns, density, sharing, seed) =>
                {
                    Random random = new(seed);
                    ActiveRows left = SparseRows.Create(random, rows, units, density, sharing);
                    Matrix right = SparseRows.CreateDense(random, rows, columns);
                    using WorkerPool workers = new(1 + (seed & 1));
                    float[]? expected = null;
                    foreach (KernelTable kernels in KernelTables.Fused)
                    {
                        Matrix destination = SparseRows.CreateDense(new Random(seed), units, columns);
                        new OuterProduct(kernels, workers, rows, units).Accumulate(left, right, Groups(random, rows), destination);
                        expected ??= SparseRows.PaddedValues(destination);
                        Bits.RequireEqual(expected, SparseRows.PaddedValues(destination), kernels.Name);
                    }
                },
                iter: 60);

    private static void CheckAllWalks(KernelTable kernels, ActiveRows left, Matrix right, Random random)
    {
        int rows = right.Rows;
        int units = left.Values.Columns;
        Matrix before = SparseRows.CreateDense(random, units, right.Columns);
        Matrix expected = before.Clone();
        AddRowByRow(kernels.IsFused, left.Values, right, rows, expected);
        for (int threads = 1; threads <= 3; threads++)
        {
            using WorkerPool workers = new(threads);
            foreach (float rowCost in _rowCosts)
            {
                int[] groups = Groups(random, rows);
                Matrix actual = before.Clone();
                new OuterProduct(new AdjustedKernels(kernels, rowCost), workers, rows, units).Accumulate(left, right, groups, actual);
                Bits.RequireEqual(
                    SparseRows.PaddedValues(expected),
                    SparseRows.PaddedValues(actual),
                    $"{kernels}, {rows} rows in groups to {string.Join(' ', groups)}, {units} x {right.Columns}, {threads} threads, row cost {rowCost}");
            }
        }
    }

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

    private static void AddRowByRow(bool fused, Matrix left, Matrix right, int rows, Matrix destination)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int unit = 0; unit < left.Columns; unit++)
            {
                float factor = left.Row(row)[unit];
                Span<float> target = destination.Row(unit);
                ReadOnlySpan<float> source = right.Row(row);
                for (int column = 0; column < target.Length; column++)
                {
                    target[column] = ReferenceKernels.MultiplyAdd(fused, factor, source[column], target[column]);
                }
            }
        }
    }
}
