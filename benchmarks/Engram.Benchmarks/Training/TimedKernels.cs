using System.Diagnostics;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Benchmarks.Training;

/// <summary>A kernel table with a clock around every kernel. A reading takes some 25 ns, which short calls show.</summary>
internal sealed unsafe class TimedKernels(KernelTable inner) : KernelTable
{
    public KernelClock Tile { get; } = new();

    public KernelClock Row { get; } = new();

    public KernelClock RectifyClock { get; } = new();

    public KernelClock CollectClock { get; } = new();

    public KernelClock SumClock { get; } = new();

    public KernelClock AdamClock { get; } = new();

    public IReadOnlyList<(string Name, KernelClock Clock)> Clocks =>
    [
        ("tile", Tile), ("row", Row), ("rectify", RectifyClock), ("collect", CollectClock), ("sums", SumClock), ("adam", AdamClock),
    ];

    public override string Name => inner.Name;

    public override string Description => inner.Description;

    public override bool IsSupported => inner.IsSupported;

    internal override bool IsFused => inner.IsFused;

    internal override int TileRows => inner.TileRows;

    internal override int TileColumns => inner.TileColumns;

    internal override int ColumnBlock => inner.ColumnBlock;

    internal override float RowCost => inner.RowCost;

    internal override void AccumulateTile(
        float* left, int* rightRows, int count, in PanelRows right, in PanelRows destination, int* destinationRows, int width, bool accumulate)
    {
        long started = Stopwatch.GetTimestamp();
        inner.AccumulateTile(left, rightRows, count, right, destination, destinationRows, width, accumulate);
        Tile.Add(started, (long)count * inner.TileRows * width);
    }

    internal override void AccumulatePlaced(
        float* left, int* leftRows, int* leftTerms, int* rightRows, int count, in PanelRows right, in PanelRows destination, int* destinationRows, int width, bool accumulate)
    {
        long started = Stopwatch.GetTimestamp();
        inner.AccumulatePlaced(left, leftRows, leftTerms, rightRows, count, right, destination, destinationRows, width, accumulate);
        Tile.Add(started, (long)count * inner.TileRows * width);
    }

    internal override void AccumulateRow(
        float* left, int* rightRows, int count, in PanelRows right, in PanelRows destination, int width, bool accumulate)
    {
        long started = Stopwatch.GetTimestamp();
        inner.AccumulateRow(left, rightRows, count, right, destination, width, accumulate);
        Row.Add(started, (long)count * width);
    }

    internal override float Rectify(float* values, float* bias, int width, ulong* activeUnits)
    {
        long started = Stopwatch.GetTimestamp();
        float sum = inner.Rectify(values, bias, width, activeUnits);
        RectifyClock.Add(started, width);
        return sum;
    }

    internal override float RectifyOverlaid(float* product, float* overlay, float scale, float* bias, float* values, int width, ulong* activeUnits)
    {
        long started = Stopwatch.GetTimestamp();
        float sum = inner.RectifyOverlaid(product, overlay, scale, bias, values, width, activeUnits);
        RectifyClock.Add(started, width);
        return sum;
    }

    internal override void CollectActive(float* values, int width, ulong* activeUnits)
    {
        long started = Stopwatch.GetTimestamp();
        inner.CollectActive(values, width, activeUnits);
        CollectClock.Add(started, 0);
    }

    internal override void Expand(float* packed, ulong* activeUnits, float* values, int width) => inner.Expand(packed, activeUnits, values, width);

    internal override float SumOfSquares(float* values, int width)
    {
        long started = Stopwatch.GetTimestamp();
        float sum = inner.SumOfSquares(values, width);
        SumClock.Add(started, width);
        return sum;
    }

    internal override float SumOfMagnitudes(float* values, int width)
    {
        long started = Stopwatch.GetTimestamp();
        float sum = inner.SumOfMagnitudes(values, width);
        SumClock.Add(started, width);
        return sum;
    }

    internal override void Adam(float* parameters, float* gradient, float* firstMoment, float* secondMoment, int width, in AdamStep step)
    {
        long started = Stopwatch.GetTimestamp();
        inner.Adam(parameters, gradient, firstMoment, secondMoment, width, step);
        AdamClock.Add(started, 0);
    }
}
