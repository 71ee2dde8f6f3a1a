using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Products;

/// <summary>
/// destination[r, :] = Σ_k rows[r, k] · weights[k, :], walking active units only. Rows of a group that are active in nearly as
/// many units make a tile that walks the union of their active units, unless they have so little in common that one list per
/// row is less work; that is decided tile by tile from counts and never changes a result.
/// </summary>
internal sealed unsafe class RowProduct
{
    private const int TilesPerPackPart = 2;

    // So many tiles walk a panel of weights before the next panel is taken: their factors stay in the second-level cache.
    private const int TilesPerRowPart = 22;

    // The lines that a tile reads of two panels fit into the first-level cache up to this many terms. Then it takes panel after
    // panel, so that the next one can be fetched meanwhile; a longer list waits until all tiles have used a panel.
    private const int MaximumShortTerms = 200;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly int _tileRows;
    private readonly int _innerSize;

    // One slot per tile, large enough for a list of every inner index for each of its rows.
    private readonly Matrix _factors;
    private readonly RowOrder _order;
    private readonly PinnedArray<int> _indices;
    private readonly int[] _counts;
    private readonly bool[] _isTile;
    private readonly Action<int> _pack;
    private readonly Action<int> _multiply;

    private ActiveRows _rows = null!;
    private PanelMatrix _weights = null!;
    private Matrix _destination = null!;
    private int _rowCount;
    private int _tileCount;
    private int _rowParts;

    /// <summary>Work space for products of up to <paramref name="maximumRows"/> rows of <paramref name="innerSize"/> values.</summary>
    public RowProduct(KernelTable kernels, WorkerPool workers, int maximumRows, int innerSize)
    {
        _kernels = kernels;
        _workers = workers;
        _tileRows = kernels.TileRows;
        _innerSize = Matrix.Padded(innerSize);
        int tiles = TileCount(maximumRows);
        _factors = new Matrix(tiles * _tileRows, _innerSize);
        _order = new RowOrder(workers, maximumRows);
        _indices = new PinnedArray<int>(((long)tiles * _tileRows * _innerSize) + KernelTable.TermsAhead);
        _counts = new int[tiles * _tileRows];
        _isTile = new bool[tiles];
        _pack = PackPart;
        _multiply = MultiplyPart;
    }

    /// <summary>Multiplies rows.</summary>
    /// <param name="rows">Sparse rows.</param>
    /// <param name="rowCount">Rows to multiply.</param>
    /// <param name="groupEnds">
    /// Groups of rows that have units in common, so that order within a group is free: for each the row behind its last, beginning with
    /// row 0. Rows behind the last group stay as they stand.
    /// </param>
    /// <param name="weights">Weights, [units of the rows, columns].</param>
    /// <param name="destination">Receives the product, [rows, columns].</param>
    /// <param name="leavesOutSilent">Whether the destination's rows are left as they are where a row has no active units and the product is zero.</param>
    public void Multiply(
        ActiveRows rows, int rowCount, ReadOnlySpan<int> groupEnds, PanelMatrix weights, Matrix destination, bool leavesOutSilent = false)
    {
        rowCount = _order.Set(rows, rowCount, groupEnds, leavesOutSilent);
        _rows = rows;
        _weights = weights;
        _destination = destination;
        _rowCount = rowCount;
        _tileCount = TileCount(rowCount);
        _rowParts = (_tileCount + TilesPerRowPart - 1) / TilesPerRowPart;
        _workers.Run((_tileCount + TilesPerPackPart - 1) / TilesPerPackPart, _pack);
        _workers.Run(ColumnBlocks * _rowParts, _multiply);
    }

    /// <summary>Multiplies rows as they stand.</summary>
    public void Multiply(ActiveRows rows, int rowCount, PanelMatrix weights, Matrix destination) =>
        Multiply(rows, rowCount, [], weights, destination);

    private int ColumnBlocks => (_destination.Stride + _kernels.ColumnBlock - 1) / _kernels.ColumnBlock;

    private int TileCount(int rows) => (rows + _tileRows - 1) / _tileRows;

    private int RowsInTile(int tile) => Math.Min(_tileRows, _rowCount - (tile * _tileRows));

    private int* Indices(int place) => _indices.Start + ((nint)place * _innerSize);

    private void PackPart(int part)
    {
        int end = Math.Min(_tileCount, (part + 1) * TilesPerPackPart);
        for (int tile = part * TilesPerPackPart; tile < end; tile++)
        {
            PackTile(tile);
        }
    }

    private void PackTile(int tile)
    {
        int firstRow = tile * _tileRows;
        int rows = RowsInTile(tile);
        ulong* union = stackalloc ulong[_rows.Words];
        int activeSum = _rows.Unite(_order.Rows + firstRow, rows, union);
        int unionCount = ActiveRows.CountBits(union, _rows.Words);
        _isTile[tile] = unionCount * _tileRows <= activeSum * _kernels.RowCost;
        if (_isTile[tile])
        {
            int* indices = Indices(firstRow);
            _counts[firstRow] = ActiveRows.ListBits(union, _rows.Words, indices);
            PackFactors(firstRow, rows, indices, _counts[firstRow]);
        }
        else
        {
            PackLists(firstRow, rows);
        }
    }

    private void PackFactors(int firstRow, int rows, int* indices, int count)
    {
        float* factors = _factors.RowStart(firstRow);
        float** values = stackalloc float*[rows];
        for (int row = 0; row < rows; row++)
        {
            values[row] = _rows.Values.RowStart(_order.Rows[firstRow + row]);
        }

        for (int term = 0; term < count; term++)
        {
            for (int row = 0; row < rows; row++)
            {
                factors[row] = values[row][indices[term]];
            }

            for (int row = rows; row < _tileRows; row++)
            {
                factors[row] = 0;
            }

            factors += _tileRows;
        }
    }

    private void PackLists(int firstRow, int rows)
    {
        for (int place = firstRow; place < firstRow + rows; place++)
        {
            int row = _order.Rows[place];
            int* indices = Indices(place);
            float* factors = _factors.RowStart(place);
            float* values = _rows.Values.RowStart(row);
            int count = ActiveRows.ListBits(_rows.ActiveUnits(row), _rows.Words, indices);
            for (int term = 0; term < count; term++)
            {
                factors[term] = values[indices[term]];
            }

            _counts[place] = count;
        }
    }

    // Parts of one column block follow each other, so that a thread stays with its columns of the weights.
    private void MultiplyPart(int part)
    {
        int column = part / _rowParts * _kernels.ColumnBlock;
        int end = Math.Min(column + _kernels.ColumnBlock, _destination.Stride);
        int rowPart = part % _rowParts;
        int firstTile = (int)((long)_tileCount * rowPart / _rowParts);
        int endTile = (int)((long)_tileCount * (rowPart + 1) / _rowParts);
        MultiplyLists(firstTile, endTile, column, end - column);
        MultiplyTiles(firstTile, endTile, column, end - column, isShort: true);
        for (; column < end; column += _kernels.TileColumns)
        {
            MultiplyTiles(firstTile, endTile, column, Math.Min(_kernels.TileColumns, end - column), isShort: false);
        }
    }

    private void MultiplyTiles(int firstTile, int endTile, int column, int width, bool isShort)
    {
        int* destinationRows = stackalloc int[_tileRows];
        for (int tile = firstTile; tile < endTile; tile++)
        {
            if (!_isTile[tile] || isShort != _counts[tile * _tileRows] <= MaximumShortTerms)
            {
                continue;
            }

            int firstRow = tile * _tileRows;
            int rows = RowsInTile(tile);
            for (int row = 0; row < _tileRows; row++)
            {
                destinationRows[row] = row < rows ? _order.Rows[firstRow + row] : _destination.SpareRow;
            }

            _kernels.AccumulateTile(
                _factors.RowStart(firstRow),
                Indices(firstRow),
                _counts[firstRow],
                _weights.From(column),
                _destination.From(column),
                destinationRows,
                width,
                accumulate: false);
        }
    }

    private void MultiplyLists(int firstTile, int endTile, int column, int width)
    {
        for (int tile = firstTile; tile < endTile; tile++)
        {
            int firstRow = tile * _tileRows;
            for (int place = firstRow; place < firstRow + RowsInTile(tile) && !_isTile[tile]; place++)
            {
                _kernels.AccumulateRow(
                    _factors.RowStart(place),
                    Indices(place),
                    _counts[place],
                    _weights.From(column),
                    _destination.From(column).From(_order.Rows[place]),
                    width,
                    accumulate: false);
            }
        }
    }
}
