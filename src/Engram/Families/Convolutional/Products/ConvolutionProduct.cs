using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The way up: what the positions of an image see, times the filters, a tile of positions at a time. The maps are read where they are. A number that is zero for all
/// of a tile's positions is left out.
/// </summary>
internal sealed unsafe class ConvolutionProduct
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly ConvolutionShape _shape;
    private readonly PanelMatrix _filters;
    private readonly MapPlaces _places;
    private readonly ConcurrentBag<ConvolutionSpace> _free = [];
    private readonly Action<int> _multiply;
    private Matrix _maps = null!;
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
        _places = new MapPlaces(shape, kernels.TileRows);
        _multiply = MultiplyImage;
    }

    /// <summary>Computes the drives of all positions.</summary>
    /// <param name="maps">Maps, one row for each image.</param>
    /// <param name="count">Images.</param>
    /// <param name="addend">One row that is added to the drives of every image; null for none.</param>
    /// <param name="drives">Receives one row for each image, in the order filter, row, column.</param>
    public void Multiply(Matrix maps, int count, Matrix? addend, Matrix drives)
    {
        (_maps, _drives, _addend) = (maps, drives, addend);
        _workers.Run(count, _multiply);
    }

    private void MultiplyImage(int image)
    {
        ConvolutionSpace space = _free.TryTake(out ConvolutionSpace? kept) ? kept : new ConvolutionSpace(_kernels, _shape, _places);
        space.Load(_maps.RowStart(image));
        float* drives = _drives.RowStart(image);
        for (int first = 0; first < _shape.Positions; first += ConvolutionSpace.StripPositions)
        {
            int count = Math.Min(ConvolutionSpace.StripPositions, _shape.Positions - first);
            for (int row = 0; row < count; row += _kernels.TileRows)
            {
                MultiplyTile(space, first + row, row);
            }

            Transposition.CopyBlock(space.Drives.Start, space.Drives.Stride, count, drives + first, _shape.Positions, _shape.Filters);
        }

        if (_addend is not null)
        {
            TensorPrimitives.Add(_drives.Row(image), _addend.Row(0), _drives.Row(image));
        }

        _free.Add(space);
    }

    private void MultiplyTile(ConvolutionSpace space, int position, int row)
    {
        int terms = space.FindTerms(position, Math.Min(position + _kernels.TileRows, _shape.Positions) - 1);
        for (int column = 0; column < _filters.PaddedColumns; column += _kernels.ColumnBlock)
        {
            int width = Math.Min(_kernels.ColumnBlock, _filters.PaddedColumns - column);
            _kernels.AccumulatePlaced(
                space.Maps.Start,
                _places.Positions + position,
                space.Terms,
                space.Rows,
                terms,
                _filters.From(column),
                space.Drives.From(column).From(row),
                _places.Indices,
                width,
                accumulate: false);
        }
    }
}
