using Engram.Models;

namespace Engram.Families.Convolutional;

/// <summary>Pools windows of maps that do not overlap, and passes gradients back to what they are of.</summary>
/// <param name="shape">The layer.</param>
/// <param name="takesLargest">Whether a window's largest number is taken, the first of equals; otherwise its mean.</param>
internal sealed class MapPooling(MapLayerShape shape, bool takesLargest)
{
    private readonly int _size = shape.PoolSize;
    private readonly int _height = shape.Convolution.OutputHeight;
    private readonly int _width = shape.Convolution.OutputWidth;
    private readonly LayerShape _output = shape.Output;

    /// <summary>Pools the maps of an image.</summary>
    /// <param name="maps">In the order channel, row, column.</param>
    /// <param name="pooled">Receives the smaller maps in the same order.</param>
    public void Pool(ReadOnlySpan<float> maps, Span<float> pooled)
    {
        int place = 0;
        for (int channel = 0; channel < _output.Channels; channel++)
        {
            ReadOnlySpan<float> map = maps.Slice(channel * _height * _width, _height * _width);
            for (int y = 0; y < _output.Height; y++)
            {
                for (int x = 0; x < _output.Width; x++)
                {
                    ReadOnlySpan<float> window = map[Corner(y, x)..];
                    pooled[place++] = takesLargest ? window[FindLargest(window)] : Mean(window);
                }
            }
        }
    }

    /// <summary>∂L/∂maps of an image from ∂L/∂pooled.</summary>
    public void PassBack(ReadOnlySpan<float> maps, ReadOnlySpan<float> pooledGradient, Span<float> gradient)
    {
        int place = 0;
        gradient.Clear();
        for (int channel = 0; channel < _output.Channels; channel++)
        {
            int start = channel * _height * _width;
            for (int y = 0; y < _output.Height; y++)
            {
                for (int x = 0; x < _output.Width; x++)
                {
                    int corner = start + Corner(y, x);
                    float ofWindow = pooledGradient[place++];
                    if (takesLargest)
                    {
                        gradient[corner + FindLargest(maps[corner..])] = ofWindow;
                    }
                    else
                    {
                        Fill(gradient[corner..], ofWindow / (_size * _size));
                    }
                }
            }
        }
    }

    private int Corner(int y, int x) => (y * _size * _width) + (x * _size);

    // The place of the largest number, counted from the window's first.
    private int FindLargest(ReadOnlySpan<float> window)
    {
        int largest = 0;
        for (int y = 0; y < _size; y++)
        {
            for (int place = y * _width; place < (y * _width) + _size; place++)
            {
                // No number is larger than one that is none, which is to be seen.
                largest = window[place] > window[largest] || float.IsNaN(window[place]) ? place : largest;
            }
        }

        return largest;
    }

    private float Mean(ReadOnlySpan<float> window)
    {
        float sum = 0;
        for (int y = 0; y < _size; y++)
        {
            foreach (float value in window.Slice(y * _width, _size))
            {
                sum += value;
            }
        }

        return sum / (_size * _size);
    }

    private void Fill(Span<float> window, float value)
    {
        for (int y = 0; y < _size; y++)
        {
            window.Slice(y * _width, _size).Fill(value);
        }
    }
}
