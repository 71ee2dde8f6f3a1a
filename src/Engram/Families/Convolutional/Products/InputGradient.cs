using Engram.Families.Convolutional.Layers;
using Engram.Kernels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The way down of a convolution whose input is to have a gradient: ∂L/∂z times the filters' transpose, patch by patch, and every number of a patch added
/// where it came from. It goes along with the sum of the filters' gradient, chunk by chunk.
/// </summary>
internal sealed unsafe class InputGradient
{
    private readonly ConvolutionShape _shape;
    private readonly FilterGradient _filters;
    private readonly BackwardProduct _product;
    private readonly Matrix _patches;
    private readonly RowLoop _clear;
    private readonly WorkerPool _workers;
    private readonly Action<int> _scatter;
    private int _first;
    private int _end;
    private Matrix _gradient = null!;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="filters">What sums the gradient of its filters.</param>
    public InputGradient(KernelTable kernels, WorkerPool workers, ConvolutionalLayer layer, FilterGradient filters)
    {
        _shape = layer.Map.Convolution;
        _filters = filters;
        _workers = workers;
        int rows = filters.Delta.Values.Rows;
        _product = new BackwardProduct(kernels, workers, rows, layer.Filters);
        _patches = new Matrix(rows, _shape.PatchSize);
        _clear = new RowLoop(workers, row => _gradient.Row(row).Clear());
        _scatter = ScatterImage;
        filters.Collected = Add;
    }

    /// <summary>Takes the filters as they are and begins with zeros; what follows is the sum of the filters' gradient.</summary>
    /// <param name="gradient">Receives ∂L/∂input, one row for each image.</param>
    /// <param name="count">Images.</param>
    public void Begin(Matrix gradient, int count)
    {
        _gradient = gradient;
        _product.UpdateWeights();
        _clear.Run(count);
    }

    private void Add(int first, int count)
    {
        _product.Multiply(_filters.Delta, count * _shape.OutputWidth, _patches);
        (_first, _end) = (first, first + count);
        int firstImage = first / _shape.OutputHeight;
        _workers.Run(((_end - 1) / _shape.OutputHeight) - firstImage + 1, _scatter);
    }

    // Patches of one image overlap, so one thread adds them, row by row.
    private void ScatterImage(int index)
    {
        int image = (_first / _shape.OutputHeight) + index;
        int start = Math.Max(_first, image * _shape.OutputHeight);
        int end = Math.Min(_end, (image + 1) * _shape.OutputHeight);
        float* maps = _gradient.RowStart(image);
        for (int mapRow = start; mapRow < end; mapRow++)
        {
            int top = (mapRow % _shape.OutputHeight * _shape.Stride) - _shape.Padding;
            float* patch = _patches.RowStart((mapRow - _first) * _shape.OutputWidth);
            for (int x = 0; x < _shape.OutputWidth; x++)
            {
                ScatterPatch(patch, maps, top, (x * _shape.Stride) - _shape.Padding);
                patch += _patches.Stride;
            }
        }
    }

    private void ScatterPatch(float* patch, float* maps, int top, int left)
    {
        int size = _shape.KernelSize;
        int before = Math.Clamp(-left, 0, size);
        int end = Math.Clamp(_shape.Width - left, before, size);
        for (int channel = 0; channel < _shape.Channels; channel++)
        {
            float* map = maps + (channel * _shape.Height * _shape.Width) + (top * _shape.Width) + left;
            for (int y = top; y < top + size; y++)
            {
                for (int place = before; place < end && (uint)y < (uint)_shape.Height; place++)
                {
                    map[place] += patch[place];
                }

                patch += size;
                map += _shape.Width;
            }
        }
    }
}
