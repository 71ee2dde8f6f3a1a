using Engram.Kernels;
using Engram.Tensors;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Kernels;

/// <summary>AccumulateTile, AccumulatePlaced and AccumulateRow of every table against one chain of multiply-adds per output.</summary>
public class ProductKernelTests
{
    private static readonly Placement[] _placements = Enum.GetValues<Placement>();

    public static TheoryData<string> Tables => KernelTables.Names;

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_tile_is_exact_for_every_count_of_terms(string table) =>
        RunCounts(KernelTables.Find(table), KernelTables.Find(table).TileRows, product => product.RunTile());

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_tile_is_exact_for_every_width(string table) =>
        RunWidths(KernelTables.Find(table), KernelTables.Find(table).TileRows, product => product.RunTile());

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_tile_of_placed_factors_is_exact_for_every_count_of_terms(string table) =>
        RunCounts(KernelTables.Find(table), KernelTables.Find(table).TileRows, product => product.RunPlaced());

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_tile_of_placed_factors_is_exact_for_every_width(string table) =>
        RunWidths(KernelTables.Find(table), KernelTables.Find(table).TileRows, product => product.RunPlaced());

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_row_is_exact_for_every_count_of_terms(string table) =>
        RunCounts(KernelTables.Find(table), 1, product => product.RunRow());

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_row_is_exact_for_every_width(string table) =>
        RunWidths(KernelTables.Find(table), 1, product => product.RunRow());

    [Theory]
    [MemberData(nameof(Tables))]
    public void Special_values_are_multiplied_as_everywhere(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        using ProductCase tile = new(kernels, kernels.TileRows);
        using ProductCase row = new(kernels, 1);
        for (int count = 0; count < 40; count++)
        {
            tile.Prepare(count, width: 48, Placement.EndsAtGuard, accumulate: count % 2 == 0);
            tile.AddSpecialValues();
            tile.RunTile();
            tile.Check();
            row.Prepare(count, width: 48, Placement.EndsAtGuard, accumulate: count % 2 == 0);
            row.AddSpecialValues();
            row.RunRow();
            row.Check();
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public unsafe void Rows_that_a_tile_does_not_need_may_share_one_spare_row(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        Matrix right = new(1, 16);
        right.Row(0).Fill(1);
        Matrix destination = new(1, 16);
        float* left = stackalloc float[kernels.TileRows];
        int* destinationRows = stackalloc int[kernels.TileRows];
        new Span<float>(left, kernels.TileRows).Clear();
        new Span<int>(destinationRows, kernels.TileRows).Fill(destination.SpareRow);
        left[0] = 3;
        destinationRows[0] = 0;
        int* rightRows = stackalloc int[1 + KernelTable.TermsAhead];
        rightRows[0] = 0;

        kernels.AccumulateTile(left, rightRows, 1, right.From(0), destination.From(0), destinationRows, 16, accumulate: false);

        Assert.All(destination.Row(0).ToArray(), value => Assert.Equal(3, value));
    }

    private static void RunCounts(KernelTable kernels, int outputRows, Action<ProductCase> run)
    {
        using ProductCase product = new(kernels, outputRows);
        for (int count = 0; count <= 257; count++)
        {
            product.Prepare(count, width: 16, _placements[count % 3], accumulate: count % 2 == 0);
            run(product);
            product.Check();
            product.CheckValues();
        }
    }

    private static void RunWidths(KernelTable kernels, int outputRows, Action<ProductCase> run)
    {
        using ProductCase product = new(kernels, outputRows);
        for (int width = 0; width <= 496; width += Matrix.ColumnMultiple)
        {
            foreach (Placement placement in _placements)
            {
                foreach (int count in new[] { 0, 1, 6 })
                {
                    foreach (bool accumulate in new[] { false, true })
                    {
                        product.Prepare(count, width, placement, accumulate);
                        run(product);
                        product.Check();
                    }
                }
            }
        }
    }
}
