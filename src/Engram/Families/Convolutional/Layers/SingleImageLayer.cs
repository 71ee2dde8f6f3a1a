using System.Numerics.Tensors;
using Engram.Families.Convolutional.Products;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models.Maps;
using Engram.Tensors;

namespace Engram.Families.Convolutional.Layers;

/// <summary>
/// A convolutional layer as it is outside of training, for one image at a time: up, and gradients down. It goes filter by filter through whole rows of maps,
/// which is fast enough for the images of an analysis, and knows nothing of the engine that trains.
/// </summary>
internal sealed unsafe class SingleImageLayer
{
    private readonly ConvolutionalLayer _layer;
    private readonly ConvolutionShape _shape;
    private readonly MapFilters _filters;
    private readonly MapPooling? _pooling;
    private readonly ActiveRows _maps;
    private readonly Matrix _noBiases;
    private readonly Matrix _delta;
    private readonly float[] _output;
    private readonly Stretch[] _stretches;

    public SingleImageLayer(ConvolutionalLayer layer)
    {
        _layer = layer;
        _shape = layer.Map.Convolution;
        _filters = layer.FoldedFilters();
        _pooling = layer.Map.PoolSize > 1 ? new MapPooling(layer.Map, layer.TakesLargest) : null;
        _maps = new ActiveRows(1, _shape.OutputSize);
        _noBiases = new Matrix(1, _shape.OutputSize);
        _delta = new Matrix(1, _shape.OutputSize);
        _stretches = [.. Stretches(_shape)];
        _output = new float[layer.Shape.Channels * layer.Shape.Height * layer.Shape.Width];
    }

    /// <summary>The activations of the last <see cref="Forward"/>.</summary>
    public ReadOnlySpan<float> Output => _output;

    /// <summary>Computes the activations.</summary>
    public void Forward(ReadOnlySpan<float> input)
    {
        Span<float> maps = _maps.Values.Row(0);
        for (int filter = 0; filter < _shape.Filters; filter++)
        {
            maps.Slice(filter * _shape.Positions, _shape.Positions).Fill(_filters.Biases[filter]);
        }

        for (int pair = 0; pair < _shape.Filters * _shape.Channels; pair++)
        {
            AddForward(input, maps, pair / _shape.Channels, pair % _shape.Channels);
        }

        _layer.Activation.Apply(KernelTable.Current, _maps.Values, 0, _noBiases.Start, _maps.ActiveUnits(0));
        if (_pooling is null)
        {
            maps.CopyTo(_output);
        }
        else
        {
            _pooling.Pool(maps, _output);
        }
    }

    /// <summary>∂/∂input of what has this gradient with respect to the last output.</summary>
    public void PassBack(ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        Span<float> delta = _delta.Row(0);
        if (_pooling is null)
        {
            outputGradient.CopyTo(delta);
        }
        else
        {
            _pooling.PassBack(_maps.Values.Row(0), _output, outputGradient, delta);
        }

        HiddenLayer.PassActivation(_layer.Activation, _maps.Values, _delta, 0);
        inputGradient.Clear();
        for (int filter = 0; filter < _shape.Filters; filter++)
        {
            ReadOnlySpan<float> ofFilter = delta.Slice(filter * _shape.Positions, _shape.Positions);
            for (int channel = 0; channel < _shape.Channels && ofFilter.ContainsAnyExcept(0); channel++)
            {
                AddBackward(ofFilter, inputGradient, filter, channel);
            }
        }
    }

    private void AddForward(ReadOnlySpan<float> input, Span<float> maps, int filter, int channel)
    {
        ReadOnlySpan<float> map = input.Slice(channel * _shape.Height * _shape.Width, _shape.Height * _shape.Width);
        Span<float> sums = maps.Slice(filter * _shape.Positions, _shape.Positions);
        ReadOnlySpan<float> weights = Weights(filter, channel);
        foreach (Stretch at in _stretches)
        {
            float weight = weights[at.Weight];
            Span<float> sum = sums.Slice(at.Output, at.Length);
            for (int x = 0; x < sum.Length && _shape.Stride > 1; x++)
            {
                sum[x] += weight * map[at.Input + (x * _shape.Stride)];
            }

            if (_shape.Stride == 1)
            {
                TensorPrimitives.MultiplyAdd(map.Slice(at.Input, at.Length), weight, sum, sum);
            }
        }
    }

    private void AddBackward(ReadOnlySpan<float> delta, Span<float> inputGradient, int filter, int channel)
    {
        Span<float> sums = inputGradient.Slice(channel * _shape.Height * _shape.Width, _shape.Height * _shape.Width);
        ReadOnlySpan<float> weights = Weights(filter, channel);
        foreach (Stretch at in _stretches)
        {
            float weight = weights[at.Weight];
            ReadOnlySpan<float> of = delta.Slice(at.Output, at.Length);
            for (int x = 0; x < of.Length && _shape.Stride > 1; x++)
            {
                sums[at.Input + (x * _shape.Stride)] += weight * of[x];
            }

            if (_shape.Stride == 1)
            {
                Span<float> sum = sums.Slice(at.Input, at.Length);
                TensorPrimitives.MultiplyAdd(of, weight, sum, sum);
            }
        }
    }

    private ReadOnlySpan<float> Weights(int filter, int channel)
    {
        int size = _shape.KernelSize * _shape.KernelSize;
        return _filters.Values.AsSpan(((filter * _shape.Channels) + channel) * size, size);
    }

    // What lies in the padding is left out.
    private static IEnumerable<Stretch> Stretches(ConvolutionShape shape)
    {
        for (int weight = 0; weight < shape.KernelSize * shape.KernelSize; weight++)
        {
            (int top, int left) = ((weight / shape.KernelSize) - shape.Padding, (weight % shape.KernelSize) - shape.Padding);
            int first = left < 0 ? (-left + shape.Stride - 1) / shape.Stride : 0;
            int end = left >= shape.Width ? 0 : Math.Min(shape.OutputWidth, ((shape.Width - 1 - left) / shape.Stride) + 1);
            for (int y = 0; y < shape.OutputHeight; y++)
            {
                int row = (y * shape.Stride) + top;
                if (row >= 0 && row < shape.Height && first < end)
                {
                    yield return new Stretch(weight, (row * shape.Width) + (first * shape.Stride) + left, (y * shape.OutputWidth) + first, end - first);
                }
            }
        }
    }

    /// <summary>Numbers of a row of an output map that one weight adds to, from a row of an input map.</summary>
    private readonly record struct Stretch(int Weight, int Input, int Output, int Length);
}
