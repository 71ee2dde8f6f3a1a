using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Tests.TestSupport;

/// <summary>
/// A table whose cost estimate is set by a test, so that every product takes the walk that the test is about, and that
/// counts which walk was taken.
/// </summary>
internal sealed unsafe class AdjustedKernels(KernelTable inner, float rowCost) : KernelTable
{
    private int _tileCount;
    private int _rowCount;
    private long _tileTerms;

    /// <summary>Estimate with which tiles always pay.</summary>
    public const float AlwaysTiles = 1e6f;

    /// <summary>Estimate with which lists of single rows always pay.</summary>
    public const float AlwaysRows = -1e6f;

    public int TileCount => _tileCount;

    public int RowCount => _rowCount;

    /// <summary>Terms of all tiles, one for each column.</summary>
    public long TileTerms => _tileTerms;

    public override string Name => inner.Name;

    public override string Description => inner.Description;

    public override bool IsSupported => inner.IsSupported;

    internal override bool IsFused => inner.IsFused;

    internal override int TileRows => inner.TileRows;

    internal override int TileColumns => inner.TileColumns;

    internal override int ColumnBlock => inner.ColumnBlock;

    internal override float RowCost => rowCost;

    internal override void AccumulateTile(
        float* left,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int* destinationRows,
        int width,
        bool accumulate)
    {
        Interlocked.Increment(ref _tileCount);
        Interlocked.Add(ref _tileTerms, (long)count * width);
        inner.AccumulateTile(left, rightRows, count, right, destination, destinationRows, width, accumulate);
    }

    internal override void AccumulatePlaced(
        float* left,
        int* leftRows,
        int* leftTerms,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int* destinationRows,
        int width,
        bool accumulate) =>
        inner.AccumulatePlaced(left, leftRows, leftTerms, rightRows, count, right, destination, destinationRows, width, accumulate);

    internal override void AccumulateRow(
        float* left,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int width,
        bool accumulate)
    {
        Interlocked.Increment(ref _rowCount);
        inner.AccumulateRow(left, rightRows, count, right, destination, width, accumulate);
    }

    internal override float Rectify(float* values, float* bias, int width, ulong* activeUnits) =>
        inner.Rectify(values, bias, width, activeUnits);

    internal override float RectifyOverlaid(float* product, float* overlay, float scale, float* bias, float* values, int width, ulong* activeUnits) =>
        inner.RectifyOverlaid(product, overlay, scale, bias, values, width, activeUnits);

    internal override void CollectActive(float* values, int width, ulong* activeUnits) =>
        inner.CollectActive(values, width, activeUnits);

    internal override void Expand(float* packed, ulong* activeUnits, float* values, int width) => inner.Expand(packed, activeUnits, values, width);

    internal override float SumOfSquares(float* values, int width) => inner.SumOfSquares(values, width);

    internal override float SumOfMagnitudes(float* values, int width) => inner.SumOfMagnitudes(values, width);

    internal override void Adam(float* parameters, float* gradient, float* firstMoment, float* secondMoment, int width, in AdamStep step) =>
        inner.Adam(parameters, gradient, firstMoment, secondMoment, width, step);
}
