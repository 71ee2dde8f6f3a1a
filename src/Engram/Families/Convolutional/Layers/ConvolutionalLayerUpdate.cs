using System.Numerics.Tensors;
using Engram.Families.Convolutional.Products;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Layers;

/// <summary>Trains a convolutional layer: from ∂L/∂h to ∂L/∂z, and with that to the gradients of filters, biases and what batch normalization has.</summary>
internal sealed unsafe class ConvolutionalLayerUpdate
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly ConvolutionalLayer _layer;
    private readonly Background _background;
    private readonly ActiveRows _maps;
    private readonly ActiveRows _output;
    private readonly ChannelNormalizationRun? _normalization;
    private readonly MapPooling? _pooling;
    private readonly FilterGradient _filters;
    private readonly Matrix? _mapGradient;
    private readonly Matrix _deltaSum;
    private readonly Matrix _biasGradient;
    private readonly RowLoop _passActivation;
    private readonly RowLoop _passNormalization;
    private readonly Action<int> _sumDelta;
    private readonly Action<int> _sumBias;
    private int _count;
    private Matrix _outputGradient = null!;
    private Matrix _delta = null!;

    public ConvolutionalLayerUpdate(
        KernelTable kernels,
        WorkerPool workers,
        ConvolutionalLayer layer,
        int maximumRows,
        Background background,
        ActiveRows maps,
        ActiveRows output,
        ChannelNormalizationRun? normalization,
        MapPooling? pooling)
    {
        _kernels = kernels;
        _workers = workers;
        _layer = layer;
        _background = background;
        _maps = maps;
        _output = output;
        _normalization = normalization;
        _pooling = pooling;
        ConvolutionShape shape = layer.Map.Convolution;
        _filters = new FilterGradient(kernels, workers, shape, maximumRows);
        _mapGradient = pooling is null ? null : new Matrix(maximumRows, shape.OutputSize);
        _deltaSum = new Matrix(1, shape.OutputSize);
        _biasGradient = new Matrix(1, shape.Filters);
        _passActivation = new RowLoop(workers, PassActivation);
        _passNormalization = new RowLoop(workers, row => normalization!.PassBack(row, _delta.Row(row)));
        _sumDelta = SumDelta;
        _sumBias = SumBias;
    }

    /// <summary>The gradient of the drives that was passed back last.</summary>
    public Matrix Delta => _delta;

    /// <summary>Turns the gradient of the output into that of the drives.</summary>
    public void PassBack(ActiveRows outputGradient, int count)
    {
        _count = count;
        _outputGradient = outputGradient.Values;
        _delta = _mapGradient ?? outputGradient.Values;
        _passActivation.Run(count);
        if (_normalization is not null)
        {
            _normalization.TakeGradient(_delta);
            _passNormalization.Run(count);
        }
    }

    /// <summary>Sums the gradients of the layer's parameters.</summary>
    public void SumGradients(LayerRows input)
    {
        _filters.Add(input.Rows.Values, _delta, _count, goesOn: false);
        if (!_background.IsEmpty)
        {
            _workers.Run(_layer.Map.Convolution.Filters, _sumDelta);
            _filters.Add(_background.Values, _deltaSum, 1, goesOn: true);
        }

        if (_layer.Filters.HasBiases)
        {
            _workers.Run(_layer.Map.Convolution.Filters, _sumBias);
        }
    }

    /// <summary>Takes a step with them.</summary>
    public void Step(LayerSlots slots, OptimizerStep step)
    {
        _filters.Update(slots.Weights, step);
        if (_layer.Filters.HasBiases)
        {
            slots.Bias!.Update(_kernels, step, panel: 0, row: 0, _biasGradient.Start, _biasGradient.Stride);
        }

        _normalization?.Update(slots, first: 1, step);
    }

    private void PassActivation(int row)
    {
        if (_pooling is not null)
        {
            _pooling.PassBack(_maps.Values.Row(row), _output.Values.Row(row), _outputGradient.Row(row), _delta.Row(row));
        }

        HiddenLayer.PassActivation(_layer.Activation, _maps.Values, _delta, row);
    }

    private void SumDelta(int filter)
    {
        int positions = _layer.Map.Convolution.Positions;
        Span<float> sum = _deltaSum.Row(0).Slice(filter * positions, positions);
        sum.Clear();
        for (int row = 0; row < _count; row++)
        {
            TensorPrimitives.Add(sum, _delta.Row(row).Slice(filter * positions, positions), sum);
        }
    }

    private void SumBias(int filter)
    {
        int positions = _layer.Map.Convolution.Positions;
        _biasGradient.Row(0)[filter] = ChannelSums.Sum(_delta, _count, filter * positions, positions);
    }
}
