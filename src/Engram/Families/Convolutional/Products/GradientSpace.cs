using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>Work space of one thread for the gradient of filters.</summary>
internal sealed unsafe class GradientSpace
{
    private const int Lanes = 16;

    private readonly int _positions;
    private readonly PinnedArray<float> _gradients;
    private readonly PinnedArray<int> _pixels;

    public GradientSpace(ConvolutionShape shape, MapPlaces places)
    {
        Places = places;
        _positions = shape.Positions;
        Maps = new PaddedMaps(shape, places);
        Delta = new Matrix(shape.Positions, shape.Filters);
        _gradients = new PinnedArray<float>(shape.Positions + (2 * Lanes));
        _pixels = new PinnedArray<int>(shape.Positions + (2 * Lanes));
    }

    /// <summary>Where filters find their numbers.</summary>
    public MapPlaces Places { get; }

    /// <summary>The maps of an image.</summary>
    public PaddedMaps Maps { get; }

    /// <summary>∂L/∂z of an image, [positions, filters].</summary>
    public Matrix Delta { get; }

    /// <summary>∂L/∂z of a filter where it is not zero.</summary>
    public float* Gradients => _gradients.Start;

    /// <summary>The places of these positions.</summary>
    public int* Pixels => _pixels.Start;

    /// <summary>Lists the positions of a filter that have a gradient.</summary>
    /// <param name="delta">∂L/∂z of all its positions.</param>
    /// <returns>How many there are.</returns>
    public int ListGradients(float* delta)
    {
        int count = 0;
        int position = 0;
        for (; Avx512F.IsSupported && position + Lanes <= _positions; position += Lanes)
        {
            Vector512<float> values = Vector512.Load(delta + position);
            Vector512<float> isActive = ~Vector512.Equals(values, Vector512<float>.Zero);
            Avx512F.Compress(Vector512<float>.Zero, isActive, values).Store(Gradients + count);
            Avx512F.Compress(Vector512<int>.Zero, isActive.AsInt32(), Vector512.Load(Places.Positions + position)).Store(Pixels + count);
            count += BitOperations.PopCount(isActive.ExtractMostSignificantBits());
        }

        for (; position < _positions; position++)
        {
            Gradients[count] = delta[position];
            Pixels[count] = Places.Positions[position];
            count += delta[position] != 0 ? 1 : 0;
        }

        return count;
    }
}
