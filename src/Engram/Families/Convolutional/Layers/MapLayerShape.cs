using Engram.Families.Convolutional.Products;
using Engram.Models;
using Engram.Models.Maps;

namespace Engram.Families.Convolutional.Layers;

/// <summary>What a convolutional layer makes of maps: a convolution, and the pooling of what that makes.</summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="PoolSize">Rows and columns of the windows of which one number is left; 1 for no pooling.</param>
internal readonly record struct MapLayerShape(ConvolutionShape Convolution, int PoolSize)
{
    private const int UsualPoolSize = 2;

    /// <summary>The maps that the layer passes on. Rows and columns that fill no window are left out.</summary>
    public LayerShape Output => new(Convolution.Filters, Convolution.OutputHeight / PoolSize, Convolution.OutputWidth / PoolSize);

    /// <summary>
    /// Numbers that are kept of an image while the layer learns: maps and their gradient; besides, with batch normalization drives, and with pooling what
    /// that makes of both.
    /// </summary>
    public long NumbersInTraining(bool normalizesBatches) =>
        ((2L + (normalizesBatches ? 1 : 0)) * Convolution.OutputSize) + (PoolSize > 1 ? 2L * Output.Channels * Output.Height * Output.Width : 0);

    /// <summary>The layers of a spec for images of a shape.</summary>
    /// <exception cref="EngramException">Maps become smaller than a filter or a window.</exception>
    public static MapLayerShape[] Of(TrainingSpec spec, ImageShape image)
    {
        MapLayerShape[] layers = new MapLayerShape[spec.Layers.Count];
        LayerShape below = new(image.Channels, image.Height, image.Width);
        for (int index = 0; index < layers.Length; index++)
        {
            int kernel = spec.KernelSize[index];
            ConvolutionShape convolution = new(
                below.Channels, below.Height, below.Width, spec.Layers[index], kernel, spec.Stride[index], spec.Padding?[index] ?? (kernel / 2));
            MapLayerShape layer = new(convolution, spec.PoolSize?[index] ?? Math.Clamp(Math.Min(convolution.OutputHeight, convolution.OutputWidth), 1, UsualPoolSize));
            Require(layer, below, index + 1);
            layers[index] = layer;
            below = layer.Output;
        }

        return layers;
    }

    /// <summary>What a number of the maps that each layer passes on sees of an image.</summary>
    public static MapField[] Fields(IEnumerable<MapLayerShape> layers)
    {
        MapField field = MapField.Pixel;
        return
        [
            .. layers.Select(layer => field = field
                .Through(layer.Convolution.KernelSize, layer.Convolution.Stride, layer.Convolution.Padding)
                .Through(layer.PoolSize, layer.PoolSize, padding: 0)),
        ];
    }

    private static void Require(MapLayerShape layer, LayerShape below, int layerNumber)
    {
        ConvolutionShape convolution = layer.Convolution;
        string orBelow = layerNumber > 1 ? ", or a smaller poolSize or stride below" : "";
        if (convolution.OutputHeight < 1 || convolution.OutputWidth < 1)
        {
            throw new EngramException(
                $"Layer {layerNumber} gets maps of {below.Height}x{below.Width} with a padding of {convolution.Padding}, which its filters of {convolution.KernelSize}x{convolution.KernelSize} do not fit into; use a smaller kernelSize or a larger padding{orBelow}.");
        }

        if (layer.Output.Height < 1 || layer.Output.Width < 1)
        {
            throw new EngramException(
                $"Layer {layerNumber} makes maps of {convolution.OutputHeight}x{convolution.OutputWidth}, of which a poolSize of {layer.PoolSize} leaves nothing; use a smaller poolSize there{orBelow}.");
        }

        if ((long)convolution.Filters * convolution.Positions > ImageShape.MaximumInputSize)
        {
            throw new EngramException(
                $"Layer {layerNumber} makes {convolution.Filters} maps of {convolution.OutputHeight}x{convolution.OutputWidth}, more numbers than the {ImageShape.MaximumInputSize} that an image may have; use fewer filters, or a larger stride.");
        }

        if ((long)convolution.Channels * convolution.KernelSize * convolution.KernelSize > ImageShape.MaximumInputSize)
        {
            throw new EngramException(
                $"A filter of layer {layerNumber} sees {convolution.Channels} maps in {convolution.KernelSize}x{convolution.KernelSize} places, more than {ImageShape.MaximumInputSize} numbers; use a smaller kernelSize.");
        }
    }
}
