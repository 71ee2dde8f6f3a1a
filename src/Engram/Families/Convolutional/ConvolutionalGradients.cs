using System.Numerics.Tensors;
using Engram.Families.Convolutional.Layers;
using Engram.Models.Maps;

namespace Engram.Families.Convolutional;

/// <summary>A network of convolutional layers that is shown one image at a time, and the gradients of its scores.</summary>
internal sealed class ConvolutionalGradients : MapGradients
{
    private readonly ConvolutionalNetwork _network;
    private readonly SingleImageLayer[] _layers;

    public ConvolutionalGradients(ConvolutionalNetwork network)
    {
        _network = network;
        _layers = [.. network.Layers.Cast<ConvolutionalLayer>().Select(layer => new SingleImageLayer(layer))];
    }

    public override void Show(ReadOnlySpan<float> inputs)
    {
        ReadOnlySpan<float> below = inputs;
        foreach (SingleImageLayer layer in _layers)
        {
            layer.Forward(below);
            float[] passedOn = layer.Output.ToArray();
            TensorPrimitives.Multiply(passedOn, Scale(passedOn), passedOn);
            below = passedOn;
        }
    }

    public override ReadOnlySpan<float> Maps(int layerIndex) => _layers[layerIndex].Output;

    public override void WriteScoreGradient(int layerIndex, int label, Span<float> gradient) =>
        _network.Objectives[layerIndex].WriteScoreGradient(label, Maps(layerIndex), gradient);

    public override void WriteInputGradient(int label, Span<float> gradient)
    {
        float[] above = [];
        for (int layer = _layers.Length - 1; layer >= 0; layer--)
        {
            float[] ofMaps = new float[Maps(layer).Length];
            WriteScoreGradient(layer, label, ofMaps);
            if (above.Length > 0)
            {
                PassLength(Maps(layer), above);
                TensorPrimitives.Add(ofMaps, above, ofMaps);
            }

            above = new float[layer == 0 ? gradient.Length : Maps(layer - 1).Length];
            _layers[layer].PassBack(ofMaps, above);
        }

        above.CopyTo(gradient);
    }

    // Rows that are normalized have the length at which a number's mean square is 1; a silent one stays as it is.
    private float Scale(ReadOnlySpan<float> maps)
    {
        float length = TensorPrimitives.Norm(maps);
        return _network.Traits.NormalizesLengths && length > 0 ? MathF.Sqrt(maps.Length) / length : 1;
    }

    // From the gradient with respect to what is passed on to that with respect to the maps, in place.
    private void PassLength(ReadOnlySpan<float> maps, Span<float> gradient)
    {
        float square = TensorPrimitives.SumOfSquares(maps);
        float along = _network.Traits.NormalizesLengths && square > 0 ? TensorPrimitives.Dot(maps, gradient) / square : 0;
        TensorPrimitives.MultiplyAdd(maps, -along, gradient, gradient);
        TensorPrimitives.Multiply(gradient, Scale(maps), gradient);
    }
}
