using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The way up: what the positions of an image see, times the filters. Maps with few active numbers are gone through position by position, along a list of these; others
/// a tile of positions at a time, which reads the maps where they are. A number that is left out would have added zero.
/// </summary>
internal sealed unsafe class ConvolutionProduct
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly ConvolutionShape _shape;
    private readonly PanelMatrix _filters;
    private readonly PanelMatrix _ordered;
    private readonly MapPlaces _places;
    private readonly double _listCost;
    private readonly ConcurrentBag<ConvolutionSpace> _free = [];
    private readonly Action<int> _order;
    private readonly Action<int> _multiply;
    private Matrix _maps = null!;
    private Matrix _drives = null!;
    private Matrix? _addend;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="filters">[numbers of a patch in the order channel, row, column; filters].</param>
    public ConvolutionProduct(KernelTable kernels, WorkerPool workers, ConvolutionShape shape, PanelMatrix filters)
    {
        _kernels = kernels;
        _workers = workers;
        _shape = shape;
        _filters = filters;
        _ordered = new PanelMatrix(filters.Rows, filters.Columns);
        _places = new MapPlaces(shape, kernels.TileRows);
        _listCost = kernels.RowCost * Math.Max(1, ActiveList.LeastColumns / (double)filters.PaddedColumns);
        _order = OrderPanel;
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
        _workers.Run(_filters.PanelCount, _order);
        _workers.Run(count, _multiply);
    }

    private void OrderPanel(int panel)
    {
        for (int term = 0; term < _shape.PatchSize; term++)
        {
            Vector512.Load(_filters.PanelRow(panel, _places.NumberOfFilter(term))).Store(_ordered.PanelRow(panel, term));
        }
    }

    private void MultiplyImage(int image)
    {
        ConvolutionSpace space = _free.TryTake(out ConvolutionSpace? kept) ? kept : new ConvolutionSpace(_kernels, _shape, _places);
        space.Load(_maps.RowStart(image));
        bool isListed = _shape.Channels > 1 && space.ActiveShare * _listCost < 1;
        if (isListed)
        {
            space.ListActive();
        }

        float* drives = _drives.RowStart(image);
        for (int first = 0; first < _shape.Positions; first += ConvolutionSpace.StripPositions)
        {
            int count = Math.Min(ConvolutionSpace.StripPositions, _shape.Positions - first);
            if (isListed)
            {
                MultiplyList(space, first, count);
            }
            else
            {
                MultiplyTiles(space, first, count);
            }

            Transposition.CopyBlock(space.Drives.Start, space.Drives.Stride, count, drives + first, _shape.Positions, _shape.Filters);
        }

        if (_addend is not null)
        {
            TensorPrimitives.Add(_drives.Row(image), _addend.Row(0), _drives.Row(image));
        }

        _free.Add(space);
    }

    // A row of the filters at a time, so that it stays in the cache.
    private void MultiplyList(ConvolutionSpace space, int first, int count)
    {
        ActiveList list = space.Active;
        PanelRows drives = space.Drives.From(0);
        for (int row = 0; row < _shape.KernelSize; row++)
        {
            for (int position = first; position < first + count; position++)
            {
                (int y, int x) = Math.DivRem(position, _shape.OutputWidth);
                int* pixel = space.PixelStarts + (((y * _shape.Stride) + row) * _places.Width) + (x * _shape.Stride);
                int firstTerm = ((row * _shape.KernelSize) - (x * _shape.Stride)) * _shape.Channels;
                _kernels.AccumulateRow(
                    list.Values + pixel[0],
                    list.Indices + pixel[0],
                    pixel[_shape.KernelSize] - pixel[0],
                    _ordered.From(0).From(firstTerm),
                    drives.From(position - first),
                    _ordered.PaddedColumns,
                    accumulate: row > 0);
            }
        }
    }

    private void MultiplyTiles(ConvolutionSpace space, int first, int count)
    {
        PanelRows drives = space.Drives.From(0);
        for (int row = 0; row < count; row += _kernels.TileRows)
        {
            int position = first + row;
            int terms = space.FindTerms(position, Math.Min(position + _kernels.TileRows, _shape.Positions) - 1);
            _kernels.AccumulatePlaced(
                space.Maps.Start,
                _places.Positions + position,
                space.Terms,
                space.Rows,
                terms,
                _ordered.From(0),
                drives.From(row),
                _places.Indices,
                _ordered.PaddedColumns,
                accumulate: false);
        }
    }
}
