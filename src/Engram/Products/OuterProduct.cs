using System.Collections.Concurrent;
using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Products;

/// <summary>
/// product[k, :] = Σ_r left[r, k] · right[r, :], walking the active units of the left rows. Rows come in groups, and every group
/// is added by the walk that suits it: rows of one category as tiles of rows, others by their units. Groups are taken in order, so the sums
/// do not depend on which walk was chosen. The product never exists as a whole: each block goes to a sink while it is still
/// in the cache.
/// </summary>
internal sealed class OuterProduct
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly int _maximumRows;
    private readonly int _unitCount;
    private readonly int _unitParts;
    private readonly ConcurrentBag<ProductBlock> _freeBlocks = [];
    private readonly List<RowGroup> _groups = [];
    private readonly List<RowGroup> _packed = [];
    private readonly List<int> _groupStarts = [];
    private readonly List<RightBlock> _rightBlocks = [];
    private readonly Action<int> _measure;
    private readonly Action<int> _pack;
    private readonly Action<int> _multiply;

    private ActiveRows _left = null!;
    private ActiveRows _right = null!;
    private ProductSink _sink = null!;
    private bool _transposed;

    /// <summary>Work space for up to <paramref name="maximumRows"/> rows of <paramref name="unitCount"/> units.</summary>
    public OuterProduct(KernelTable kernels, WorkerPool workers, int maximumRows, int unitCount)
    {
        _kernels = kernels;
        _workers = workers;
        _maximumRows = maximumRows;
        _unitCount = Matrix.Padded(unitCount);
        _unitParts = UnitParts.Count(_unitCount);
        _measure = MeasureGroup;
        _pack = PackPart;
        _multiply = MultiplyPart;
    }

    /// <summary>Takes the left side: all rows below the last group's end.</summary>
    /// <param name="left">Sparse rows; each unit is a row of the product.</param>
    /// <param name="groupEnds">For each group the row behind its last; groups follow each other from row 0.</param>
    /// <returns>What each column of the product will cost, in multiply-adds of a tile.</returns>
    public double Measure(ActiveRows left, ReadOnlySpan<int> groupEnds)
    {
        _left = left;
        SetGroups(groupEnds);
        _workers.Run(_groupStarts.Count - 1, _measure);
        double cost = 0;
        for (int index = 0; index < _groupStarts.Count - 1; index++)
        {
            cost += _groups[index].Cost;
        }

        return cost;
    }

    /// <summary>Multiplies the left side that was measured last.</summary>
    /// <param name="right">Rows as wide as the product.</param>
    /// <param name="sink">Takes the blocks of the product, each once, from all threads.</param>
    /// <param name="transposed">Whether the sink takes the product's transpose.</param>
    public void Multiply(ActiveRows right, ProductSink sink, bool transposed)
    {
        _right = right;
        _sink = sink;
        _transposed = transposed;
        JoinGroups();
        while (_rightBlocks.Count < ColumnBlocks)
        {
            _rightBlocks.Add(new RightBlock(_maximumRows, _kernels.ColumnBlock));
        }

        _workers.Run(ColumnBlocks + (_packed.Count * _unitParts), _pack);
        _workers.Run(ColumnBlocks * _unitParts, _multiply);
    }

    private int ColumnBlocks => (_right.Values.Stride + _kernels.ColumnBlock - 1) / _kernels.ColumnBlock;

    private void SetGroups(ReadOnlySpan<int> groupEnds)
    {
        _groupStarts.Clear();
        _groupStarts.Add(0);
        foreach (int end in groupEnds)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(end, _maximumRows);
            if (end > _groupStarts[^1])
            {
                _groupStarts.Add(end);
            }
        }

        while (_groups.Count < _groupStarts.Count - 1)
        {
            _groups.Add(new RowGroup(_kernels, _unitCount));
        }
    }

    private void MeasureGroup(int index) =>
        _groups[index].SetRows(_left, _groupStarts[index], _groupStarts[index + 1] - _groupStarts[index]);

    // Neighbouring groups that are walked by units become one, so that a unit walks many rows and not a few many times.
    private void JoinGroups()
    {
        _packed.Clear();
        for (int index = 0; index < _groupStarts.Count - 1; index++)
        {
            if (_packed.Count == 0 || !_packed[^1].TryAppend(_groups[index]))
            {
                _packed.Add(_groups[index]);
            }
        }

        for (int index = 0; index < _packed.Count; index++)
        {
            _packed[index].Bit = 1UL << (63 - (index % 64));
            _packed[index].Walk.Begin(_packed[index]);
        }
    }

    private void PackPart(int part)
    {
        int leftPart = part - ColumnBlocks;
        if (leftPart < 0)
        {
            int column = part * _kernels.ColumnBlock;
            int width = Math.Min(_kernels.ColumnBlock, _right.Values.Stride - column);
            _rightBlocks[part].Prepare(_right, _packed, column, width);
            return;
        }

        RowGroup group = _packed[leftPart / _unitParts];
        group.Walk.Pack(group, _left, _right, leftPart % _unitParts);
    }

    private void MultiplyPart(int part)
    {
        int unitPart = part % _unitParts;
        RightBlock right = _rightBlocks[part / _unitParts];
        (int firstUnit, int endUnit) = UnitParts.Units(unitPart, _unitCount);
        if (!_freeBlocks.TryTake(out ProductBlock? block))
        {
            block = new ProductBlock(_unitCount, _kernels.ColumnBlock);
        }

        foreach (RowGroup group in _packed)
        {
            group.Walk.Add(group, right, block.Sums, unitPart);
        }

        Send(right, block, firstUnit, endUnit - firstUnit);
        _freeBlocks.Add(block);
    }

    private void Send(RightBlock right, ProductBlock block, int firstUnit, int count)
    {
        if (_transposed)
        {
            int columns = Math.Min(right.Width, _right.Values.Columns - right.Column);
            Transposition.Move(block.Sums, count, block.Transposed, columns);
            _sink.Take(block.Transposed, right.Column, columns, firstUnit, count);
        }
        else
        {
            _sink.Take(block.Sums, firstUnit, Math.Min(count, _left.Values.Columns - firstUnit), right.Column, right.Width);
        }
    }
}
