using System.Globalization;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Cli.Terminal;

/// <summary>Says in words by which counts a kernel table's products choose between walking rows together and one by one.</summary>
internal static class WalkRule
{
    /// <summary>Lines of at most 80 columns.</summary>
    public static IReadOnlyList<string> Describe(KernelTable kernels)
    {
        string cost = kernels.RowCost.ToString("0.##", CultureInfo.InvariantCulture);
        return
        [
            $"Products skip what is not active. With {kernels.Name} kernels:",
            $"  A multiply-add of a single row counts {cost} times one of a tile of {kernels.TileRows} rows.",
            $"  Forward: {kernels.TileRows} neighboring rows walk the union of their active units together,",
            $"  where it is at most {cost} times the active units of one row on average;",
            "  otherwise each row walks a list of its own.",
            "  Gradient: the same for the rows of one label, and for all negatives, whose",
            $"  units walk them together; elsewhere {kernels.TileRows} units that are active in the same rows",
            "  walk these, and units without company theirs. Where the rows of a label",
            $"  have no active unit among {Matrix.ColumnMultiple} neighbors, these are left out.",
            $"  Columns are taken {kernels.ColumnBlock} at a time, so that weights stay in the cache.",
            "Counts decide, never the clock, and the result is the same either way.",
        ];
    }
}
