using Engram.Cli.Terminal;
using Engram.Kernels;
using Engram.Products;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Cli;

public class WalkRuleTests
{
    [Theory]
    [InlineData("scalar")]
    [InlineData("vector128")]
    [InlineData("vector256")]
    [InlineData("vector512")]
    public void The_rule_of_every_table_is_as_approved(string name)
    {
        IReadOnlyList<string> lines = WalkRule.Describe(KernelTable.All.Single(table => table.Name == name));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
        Approved.Verify(string.Join('\n', lines) + "\n", $"walks-{name}");
    }

    /// <summary>What the words say, held against what a product does.</summary>
    [Theory]
    [InlineData(2.9f, true)]
    [InlineData(3.1f, false)]
    public void Rows_are_walked_together_up_to_the_union_that_the_words_name(float unionOverOne, bool together)
    {
        const float cost = 3;
        const int inner = 640;
        var kernels = new AdjustedKernels(KernelTable.All[0], cost);
        int one = 100;
        int rows = kernels.TileRows;
        var left = new ActiveRows(rows, inner);
        var weights = new PanelMatrix(inner, 16);

        // Every row has `one` active units; the rows are shifted so that they unite to the share in question.
        int shift = (int)MathF.Round(((unionOverOne - 1) * one) / (rows - 1));
        for (int row = 0; row < rows; row++)
        {
            left.Values.Row(row).Slice(row * shift, one).Fill(1);
            Collect(kernels, left, row);
        }

        using WorkerPool workers = new(1);
        new RowProduct(kernels, workers, rows, inner).Multiply(left, rows, weights, new Matrix(rows, 16));
        Assert.Equal(together, kernels.TileCount > 0);
        Assert.Equal(!together, kernels.RowCount > 0);
    }

    private static unsafe void Collect(KernelTable kernels, ActiveRows rows, int row) =>
        kernels.CollectActive(rows.Values.RowStart(row), rows.Values.Stride, rows.ActiveUnits(row));
}
