using System.Numerics.Tensors;
using Engram.Models;

namespace Engram.Families.Convolutional.Layers;

/// <summary>Pools windows of maps that do not overlap, and passes gradients back to what they are of.</summary>
/// <param name="shape">The layer.</param>
/// <param name="takesLargest">Whether a window's largest number is taken; otherwise its mean.</param>
internal sealed class MapPooling(MapLayerShape shape, bool takesLargest)
{
    // Columns that are pooled at once; they are joined on the stack.
    private const int ColumnsAtOnce = 256;

    private readonly int _size = shape.PoolSize;
    private readonly int _height = shape.Convolution.OutputHeight;
    private readonly int _width = shape.Convolution.OutputWidth;
    private readonly LayerShape _output = shape.Output;

    /// <summary>Pools the maps of an image.</summary>
    /// <param name="maps">In the order channel, row, column.</param>
    /// <param name="pooled">Receives the smaller maps in the same order.</param>
    public void Pool(ReadOnlySpan<float> maps, Span<float> pooled)
    {
        Span<float> columns = stackalloc float[ColumnsAtOnce];
        int windowsAtOnce = ColumnsAtOnce / _size;
        for (int row = 0; row < _output.Channels * _output.Height; row++)
        {
            Span<float> destination = pooled.Slice(row * _output.Width, _output.Width);
            for (int first = 0; first < destination.Length; first += windowsAtOnce)
            {
                Span<float> windows = destination[first..Math.Min(destination.Length, first + windowsAtOnce)];
                PoolWindows(maps[(Corner(row) + (first * _size))..], columns[..(windows.Length * _size)], windows);
            }
        }
    }

    /// <summary>∂L/∂maps of an image from ∂L/∂pooled. The first of equals has a window's whole gradient; what is silent has none.</summary>
    /// <param name="maps">What was pooled.</param>
    /// <param name="pooled">What that made.</param>
    /// <param name="pooledGradient">∂L/∂pooled.</param>
    /// <param name="gradient">Receives ∂L/∂maps.</param>
    public void PassBack(ReadOnlySpan<float> maps, ReadOnlySpan<float> pooled, ReadOnlySpan<float> pooledGradient, Span<float> gradient)
    {
        int place = 0;
        gradient.Clear();
        for (int row = 0; row < _output.Channels * _output.Height; row++)
        {
            int corner = Corner(row);
            for (int x = 0; x < _output.Width; x++, place++, corner += _size)
            {
                if (pooled[place] == 0)
                {
                    continue;
                }

                if (takesLargest)
                {
                    gradient[corner + Find(maps[corner..], pooled[place])] = pooledGradient[place];
                }
                else
                {
                    Fill(gradient[corner..], pooledGradient[place] / (_size * _size));
                }
            }
        }
    }

    // The first number of the first window in a row of pooled maps.
    private int Corner(int pooledRow) => ((pooledRow / _output.Height * _height) + (pooledRow % _output.Height * _size)) * _width;

    // Column by column first, and then the columns of each window.
    private void PoolWindows(ReadOnlySpan<float> maps, Span<float> columns, Span<float> windows)
    {
        maps[..columns.Length].CopyTo(columns);
        for (int y = 1; y < _size; y++)
        {
            ReadOnlySpan<float> row = maps.Slice(y * _width, columns.Length);
            if (takesLargest)
            {
                TensorPrimitives.Max(columns, row, columns);
            }
            else
            {
                TensorPrimitives.Add(columns, row, columns);
            }
        }

        for (int x = 0; x < windows.Length; x++)
        {
            float joined = columns[x * _size];
            foreach (float column in columns.Slice((x * _size) + 1, _size - 1))
            {
                joined = takesLargest ? MathF.Max(joined, column) : joined + column;
            }

            windows[x] = takesLargest ? joined : joined / (_size * _size);
        }
    }

    // The place of a number in a window, counted from the window's first; of one that is none, the window's first.
    private int Find(ReadOnlySpan<float> window, float number)
    {
        for (int y = 0; y < _size; y++)
        {
            for (int place = y * _width; place < (y * _width) + _size; place++)
            {
                if (window[place] == number)
                {
                    return place;
                }
            }
        }

        return 0;
    }

    private void Fill(Span<float> window, float value)
    {
        for (int y = 0; y < _size; y++)
        {
            window.Slice(y * _width, _size).Fill(value);
        }
    }
}
