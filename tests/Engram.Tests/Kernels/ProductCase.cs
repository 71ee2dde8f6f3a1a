using Engram.Kernels;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Kernels;

/// <summary>
/// Random arguments of a product kernel in guarded buffers, and what the product must be. Buffers are kept from case to
/// case; every case is set up by <see cref="Prepare"/>.
/// </summary>
internal sealed unsafe class ProductCase : IDisposable
{
    private const int MaximumCount = 257;
    private const int MaximumWidth = 496;
    private const int RightRowCount = 7;
    private const int DestinationRowCount = 15;
    private const int StrideGap = 5;

    private static readonly float[] _special =
    [
        0, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    private readonly KernelTable _kernels;
    private readonly int _outputRows;
    private readonly Random _random = new(1);
    private readonly GuardedBuffer<float> _left;
    private readonly GuardedBuffer<int> _rightRows = new(MaximumCount + KernelTable.TermsAhead);
    private readonly GuardedBuffer<int> _leftRows = new(DestinationRowCount);
    private readonly GuardedBuffer<int> _leftTerms = new(MaximumCount);
    private readonly GuardedBuffer<float> _right = new(RightRowCount * (MaximumWidth + StrideGap));
    private readonly GuardedBuffer<float> _destination = new(DestinationRowCount * (MaximumWidth + StrideGap));
    private readonly GuardedBuffer<int> _destinationRows = new(DestinationRowCount);

    private int _count;
    private int _width;
    private int _stride;
    private bool _accumulate;
    private float[] _before = [];
    private float* _leftStart;
    private int* _leftRowsStart;
    private int* _leftTermsStart;
    private int* _rightRowsStart;
    private float* _rightStart;
    private float* _destinationStart;
    private int* _destinationRowsStart;

    /// <param name="kernels">Table under test.</param>
    /// <param name="outputRows">Rows that the kernel writes at once.</param>
    public ProductCase(KernelTable kernels, int outputRows)
    {
        _kernels = kernels;
        _outputRows = outputRows;
        _left = new GuardedBuffer<float>(MaximumCount * outputRows);
    }

    public void Prepare(int count, int width, Placement placement, bool accumulate)
    {
        _count = count;
        _width = width;
        _accumulate = accumulate;
        // Rows of an unaligned case start at any float; the kernels' own matrices have rows at whole cache lines.
        _stride = width + (placement == Placement.Unaligned ? StrideGap : Matrix.ColumnMultiple);
        _leftStart = _left.Place(_random.SignedArray(count * _outputRows), placement);
        _leftRowsStart = _leftRows.Place([.. Enumerable.Range(0, _outputRows)], placement);
        _leftTermsStart = _leftTerms.Place([.. Enumerable.Range(0, count).Select(term => term * _outputRows)], placement);
        _rightRowsStart = _rightRows.Place([.. _random.Indices(count, RightRowCount), .. Enumerable.Repeat(int.MinValue, KernelTable.TermsAhead)], placement);
        _rightStart = _right.Place(_random.SignedArray(Length(RightRowCount)), placement);
        _before = _random.SignedArray(Length(DestinationRowCount));
        _destinationStart = _destination.Place(_before, placement);
        int[] rows = [.. Enumerable.Range(0, DestinationRowCount)];
        _random.Shuffle(rows);
        _destinationRowsStart = _destinationRows.Place(rows.AsSpan(0, _outputRows), placement);
    }

    /// <summary>Puts infinities, NaN, zeros of both signs and the ends of the range among the factors and the right-hand rows.</summary>
    public void AddSpecialValues()
    {
        Strew(_left.Values);
        Strew(_right.Values);
    }

    public void RunTile() => _kernels.AccumulateTile(
        _leftStart,
        _rightRowsStart,
        _count,
        new PanelRows(_rightStart, _stride, Matrix.ColumnMultiple),
        new PanelRows(_destinationStart, _stride, Matrix.ColumnMultiple),
        _destinationRowsStart,
        _width,
        _accumulate);

    /// <summary>The same product, whose packed factors are given as places.</summary>
    public void RunPlaced() => _kernels.AccumulatePlaced(
        _leftStart,
        _leftRowsStart,
        _leftTermsStart,
        _rightRowsStart,
        _count,
        new PanelRows(_rightStart, _stride, Matrix.ColumnMultiple),
        new PanelRows(_destinationStart, _stride, Matrix.ColumnMultiple),
        _destinationRowsStart,
        _width,
        _accumulate);

    public void RunRow() => _kernels.AccumulateRow(
        _leftStart,
        _rightRowsStart,
        _count,
        new PanelRows(_rightStart, _stride, Matrix.ColumnMultiple),
        new PanelRows(_destinationStart + (_destinationRows.Values[0] * _stride), _stride, Matrix.ColumnMultiple),
        _width,
        _accumulate);

    public void Check()
    {
        float[] expected = [.. _before];
        for (int row = 0; row < _outputRows; row++)
        {
            for (int column = 0; column < _width; column++)
            {
                int place = (_destinationRows.Values[row] * _stride) + column;
                expected[place] = Expected(row, column, _accumulate ? _before[place] : 0);
            }
        }

        Bits.RequireEqual(
            expected,
            _destination.Values,
            $"{_kernels}, {_count} terms, width {_width}, accumulate {_accumulate}");
        _left.RequireUntouchedSurroundings();
        _right.RequireUntouchedSurroundings();
        _leftRows.RequireUntouchedSurroundings();
        _leftTerms.RequireUntouchedSurroundings();
        _rightRows.RequireUntouchedSurroundings();
        _destination.RequireUntouchedSurroundings();
        _destinationRows.RequireUntouchedSurroundings();
    }

    /// <summary>Compares one output of every row with double precision.</summary>
    public void CheckValues()
    {
        for (int row = 0; row < _outputRows; row++)
        {
            int column = _random.Next(_width);
            int place = (_destinationRows.Values[row] * _stride) + column;
            ReferenceKernels.RequireClose(
                _destination.Values[place], _accumulate ? _before[place] : 0, _count, LeftOf(row), RightOf(column));
        }
    }

    public void Dispose()
    {
        _left.Dispose();
        _leftRows.Dispose();
        _leftTerms.Dispose();
        _rightRows.Dispose();
        _right.Dispose();
        _destination.Dispose();
        _destinationRows.Dispose();
    }

    private void Strew(Span<float> values)
    {
        for (int place = _random.Next(20); place < values.Length; place += 1 + _random.Next(20))
        {
            values[place] = _special[_random.Next(_special.Length)];
        }
    }

    // The last row has no gap behind it, so that its end is at the guard.
    private int Length(int rows) => ((rows - 1) * _stride) + _width;

    private float Expected(int row, int column, float start) =>
        ReferenceKernels.Chain(_kernels.IsFused, start, _count, LeftOf(row), RightOf(column));

    private Func<int, float> LeftOf(int row) => term => _left.Values[(term * _outputRows) + row];

    private Func<int, float> RightOf(int column) => term => _right.Values[(_rightRows.Values[term] * _stride) + column];
}
