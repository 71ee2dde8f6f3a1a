using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The way up: what the positions of an image see, times the filters, a tile of positions at a time. A number that is zero for all of them is left out.
/// </summary>
internal sealed unsafe class ConvolutionProduct
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly ConvolutionShape _shape;
    private readonly PanelMatrix _filters;
    private readonly PositionTiles _tiles;
    private readonly ConcurrentBag<TileSpace> _free = [];
    private readonly Action<int> _multiply;
    private ActiveRows _maps = null!;
    private Matrix _drives = null!;
    private Matrix? _addend;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="filters">[numbers of a patch, filters].</param>
    public ConvolutionProduct(KernelTable kernels, WorkerPool workers, ConvolutionShape shape, PanelMatrix filters)
    {
        _kernels = kernels;
        _workers = workers;
        _shape = shape;
        _filters = filters;
        _tiles = new PositionTiles(shape, kernels.TileRows);
        _multiply = MultiplyImage;
    }

    /// <summary>Computes the drives of all positions.</summary>
    /// <param name="maps">Maps, one row for each image.</param>
    /// <param name="count">Images.</param>
    /// <param name="addend">One row that is added to the drives of every image; null for none.</param>
    /// <param name="drives">Receives one row for each image, in the order filter, row, column.</param>
    public void Multiply(ActiveRows maps, int count, Matrix? addend, Matrix drives)
    {
        (_maps, _drives, _addend) = (maps, drives, addend);
        _workers.Run(count, _multiply);
    }

    private void MultiplyImage(int image)
    {
        TileSpace space = _free.TryTake(out TileSpace? kept) ? kept : new TileSpace(_shape, _tiles);
        space.Load(_maps.Values.RowStart(image));
        float* drives = _drives.RowStart(image);
        for (int tile = 0; tile < _tiles.Count; tile++)
        {
            int first = tile * _tiles.TileRows;
            int positions = Math.Min(_tiles.TileRows, _shape.Positions - first);
            MultiplyTile(space, space.Pack(tile), positions);
            Spread(space.Drives, positions, drives + first);
        }

        if (_addend is not null)
        {
            TensorPrimitives.Add(_drives.Row(image), _addend.Row(0), _drives.Row(image));
        }

        _free.Add(space);
    }

    private void MultiplyTile(TileSpace space, int terms, int positions)
    {
        int* rows = stackalloc int[_tiles.TileRows];
        for (int row = 0; row < _tiles.TileRows; row++)
        {
            rows[row] = row < positions ? row : space.Drives.SpareRow;
        }

        for (int column = 0; column < _filters.PaddedColumns; column += _kernels.ColumnBlock)
        {
            int width = Math.Min(_kernels.ColumnBlock, _filters.PaddedColumns - column);
            _kernels.AccumulateTile(space.Factors, space.Terms, terms, _filters.From(column), space.Drives.From(column), rows, width, accumulate: false);
        }
    }

    private void Spread(Matrix tile, int positions, float* drives)
    {
        for (int filter = 0; filter < _shape.Filters; filter++)
        {
            float* source = tile.Start + filter;
            for (int position = 0; position < positions; position++)
            {
                drives[position] = source[position * tile.Stride];
            }

            drives += _shape.Positions;
        }
    }
}
