using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Benchmarks.Kernels;

/// <summary>
/// The two innermost loops by themselves: packed factors times listed rows of one column block, which stay in the
/// second-level cache, as a product uses them.
/// </summary>
internal sealed unsafe class ListedRows
{
    private const int InnerSize = 784;

    // Enough calls to be timed together.
    private const int Calls = 64;

    private readonly KernelTable _kernels = KernelTable.Current;
    private readonly PanelMatrix _right;
    private readonly Matrix _factors;
    private readonly Matrix _destination;
    private readonly PinnedArray<int> _rows = new(InnerSize + KernelTable.TermsAhead);
    private readonly PinnedArray<int> _destinationRows;
    private readonly int _count;

    private ListedRows(double activeFraction)
    {
        Random random = new(1);
        _right = BenchmarkRows.Weights(InnerSize, InnerSize).Weights;
        _factors = BenchmarkRows.Dense(_kernels.TileRows, InnerSize);
        _destination = new Matrix(_kernels.TileRows, _kernels.ColumnBlock);
        _destinationRows = new PinnedArray<int>(_kernels.TileRows);
        for (int row = 0; row < _kernels.TileRows; row++)
        {
            _destinationRows.Start[row] = row;
        }

        for (int row = 0; row < InnerSize; row++)
        {
            if (random.NextDouble() < activeFraction)
            {
                _rows.Start[_count++] = row;
            }
        }
    }

    public static KernelWork PrepareTile(double activeFraction)
    {
        ListedRows data = new(activeFraction);
        return data.Work(data.Tile, data._kernels.TileRows);
    }

    public static KernelWork PrepareRow(double activeFraction)
    {
        ListedRows data = new(activeFraction);
        return data.Work(data.Row, 1);
    }

    private KernelWork Work(Action<bool> run, int outputRows) => new(
        () =>
        {
            for (int call = 0; call < Calls; call++)
            {
                run(call % 2 == 0);
            }
        },
        (double)Calls * outputRows * _count * _kernels.ColumnBlock,
        (double)Calls * _count * _kernels.ColumnBlock * sizeof(float));

    private void Tile(bool accumulate) => _kernels.AccumulateTile(
        _factors.Start, _rows.Start, _count, _right.From(0), _destination.From(0), _destinationRows.Start, _kernels.ColumnBlock, accumulate);

    private void Row(bool accumulate) => _kernels.AccumulateRow(
        _factors.Start, _rows.Start, _count, _right.From(0), _destination.From(0), _kernels.ColumnBlock, accumulate);
}
