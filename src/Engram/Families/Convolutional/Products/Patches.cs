using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// What the filters see, one row for each position, so that the gradient of filters is a product of rows. Only so many rows of positions are gathered at
/// a time that they stay in the cache.
/// </summary>
internal sealed unsafe class Patches
{
    // 2 MB; the number of chunks has an influence on the rounding of gradients, so it depends on nothing but the shape.
    private const int NumbersOfChunk = 1 << 19;

    private readonly KernelTable _kernels;
    private readonly ConvolutionShape _shape;
    private readonly RowLoop _gather;
    private ActiveRows _maps = null!;
    private int _first;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="maximumImages">Images of a batch.</param>
    public Patches(KernelTable kernels, WorkerPool workers, ConvolutionShape shape, int maximumImages)
    {
        _kernels = kernels;
        _shape = shape;
        long ofMapRow = (long)shape.OutputWidth * Matrix.Padded(shape.PatchSize);
        MaximumMapRows = (int)Math.Clamp(NumbersOfChunk / ofMapRow, 1, (long)maximumImages * shape.OutputHeight);
        Rows = new ActiveRows(MaximumMapRows * shape.OutputWidth, shape.PatchSize);
        _gather = new RowLoop(workers, GatherMapRow);
    }

    /// <summary>Rows of output maps, over all images, whose patches are gathered at a time.</summary>
    public int MaximumMapRows { get; }

    /// <summary>The patches, position by position.</summary>
    public ActiveRows Rows { get; }

    /// <summary>Gathers the patches of some rows of output maps.</summary>
    /// <param name="maps">Maps, one row for each image.</param>
    /// <param name="first">The first row of output maps; row y of image n is row n · height + y.</param>
    /// <param name="count">How many.</param>
    public void Gather(ActiveRows maps, int first, int count)
    {
        (_maps, _first) = (maps, first);
        _gather.Run(count);
    }

    private void GatherMapRow(int index)
    {
        int image = (_first + index) / _shape.OutputHeight;
        int top = ((_first + index) % _shape.OutputHeight * _shape.Stride) - _shape.Padding;
        float* maps = _maps.Values.RowStart(image);
        for (int x = 0; x < _shape.OutputWidth; x++)
        {
            int row = (index * _shape.OutputWidth) + x;
            float* patch = Rows.Values.RowStart(row);
            GatherPatch(maps, top, (x * _shape.Stride) - _shape.Padding, patch);
            _kernels.CollectActive(patch, Rows.Values.Stride, Rows.ActiveUnits(row));
        }
    }

    // What lies outside of a map is zero.
    private void GatherPatch(float* maps, int top, int left, float* patch)
    {
        int size = _shape.KernelSize;
        int before = Math.Clamp(-left, 0, size);
        int end = Math.Clamp(_shape.Width - left, before, size);
        for (int channel = 0; channel < _shape.Channels; channel++)
        {
            float* source = maps + (channel * _shape.Height * _shape.Width) + (top * _shape.Width) + left;
            for (int y = top; y < top + size; y++)
            {
                bool isInside = (uint)y < (uint)_shape.Height;
                int first = isInside ? before : size;
                int last = isInside ? end : size;
                int place = 0;
                for (; place < first; place++)
                {
                    patch[place] = 0;
                }

                for (; place < last; place++)
                {
                    patch[place] = source[place];
                }

                for (; place < size; place++)
                {
                    patch[place] = 0;
                }

                patch += size;
                source += _shape.Width;
            }
        }
    }
}
