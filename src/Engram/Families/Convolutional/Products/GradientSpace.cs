using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>Work space of one thread for the gradient of filters.</summary>
internal sealed class GradientSpace(ConvolutionShape shape, MapPlaces places)
{
    /// <summary>Where filters find their numbers.</summary>
    public MapPlaces Places => places;

    /// <summary>The maps of an image.</summary>
    public PaddedMaps Maps { get; } = new(shape, places);

    /// <summary>∂L/∂z of an image, [positions, filters].</summary>
    public Matrix Delta { get; } = new(shape.Positions, shape.Filters);

    /// <summary>∂L/∂z of a filter where it is not zero, and the places of these positions.</summary>
    public ActiveList Active { get; } = new(shape.Positions);
}
