using Engram.Tensors;

namespace Engram.Products;

/// <summary>
/// The left units of an <see cref="OuterProduct"/> in parts, for different threads. Parts begin at whole words of 64 units;
/// nothing of the result depends on where.
/// </summary>
internal static class UnitParts
{
    // A part's sums in a block of columns fit into the second-level cache.
    private const int MaximumUnits = 448;

    /// <summary>How many parts: two at least, so that two threads can share a block.</summary>
    public static int Count(int unitCount) => Math.Max(2, (unitCount + MaximumUnits - 1) / MaximumUnits);

    public static (int First, int End) Units(int part, int unitCount) => (Start(part, unitCount), Start(part + 1, unitCount));

    /// <summary>The words that hold the bits of a part's units.</summary>
    public static (int First, int End) Words(int part, int unitCount)
    {
        (int first, int end) = Units(part, unitCount);
        return (first / 64, (end + 63) / 64);
    }

    private static int Start(int part, int unitCount) => Math.Min(unitCount, (int)((long)ActiveRows.WordCount(unitCount) * part / Count(unitCount)) * 64);
}
