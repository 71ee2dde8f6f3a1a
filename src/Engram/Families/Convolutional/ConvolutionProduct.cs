using Engram.Kernels;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional;

/// <summary>The way up: patches times filters, which walks the active numbers of a patch.</summary>
internal sealed unsafe class ConvolutionProduct
{
    private readonly ConvolutionShape _shape;
    private readonly Patches _patches;
    private readonly PanelMatrix _filters;
    private readonly RowProduct _product;
    private readonly Matrix _chunk;
    private readonly RowLoop _spread;
    private int _first;
    private Matrix _drives = null!;
    private Matrix? _addend;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="patches">What gathers patches.</param>
    /// <param name="filters">[numbers of a patch, filters].</param>
    public ConvolutionProduct(KernelTable kernels, WorkerPool workers, ConvolutionShape shape, Patches patches, PanelMatrix filters)
    {
        _shape = shape;
        _patches = patches;
        _filters = filters;
        _product = new RowProduct(kernels, workers, patches.Rows.Values.Rows, shape.PatchSize);
        _chunk = new Matrix(patches.Rows.Values.Rows, shape.Filters);
        _spread = new RowLoop(workers, SpreadMapRow);
    }

    /// <summary>Computes the drives of all positions.</summary>
    /// <param name="maps">Maps, one row for each image.</param>
    /// <param name="count">Images.</param>
    /// <param name="addend">One row that is added to the drives of every image; null for none.</param>
    /// <param name="drives">Receives one row for each image, in the order filter, row, column.</param>
    public void Multiply(ActiveRows maps, int count, Matrix? addend, Matrix drives)
    {
        (_drives, _addend) = (drives, addend);
        int mapRows = count * _shape.OutputHeight;
        for (_first = 0; _first < mapRows; _first += _patches.MaximumMapRows)
        {
            int ofChunk = Math.Min(_patches.MaximumMapRows, mapRows - _first);
            _patches.Gather(maps, _first, ofChunk);
            _product.Multiply(_patches.Rows, ofChunk * _shape.OutputWidth, _filters, _chunk);
            _spread.Run(ofChunk);
        }
    }

    private void SpreadMapRow(int index)
    {
        int image = (_first + index) / _shape.OutputHeight;
        int place = (_first + index) % _shape.OutputHeight * _shape.OutputWidth;
        float* source = _chunk.RowStart(index * _shape.OutputWidth);
        for (int filter = 0; filter < _shape.Filters; filter++)
        {
            float* ofFilter = source + filter;
            Span<float> drives = new(_drives.RowStart(image) + (filter * _shape.Positions) + place, _shape.OutputWidth);
            foreach (ref float drive in drives)
            {
                drive = *ofFilter;
                ofFilter += _chunk.Stride;
            }

            if (_addend is not null)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(drives, _addend.Row(0).Slice((filter * _shape.Positions) + place, drives.Length), drives);
            }
        }
    }
}
