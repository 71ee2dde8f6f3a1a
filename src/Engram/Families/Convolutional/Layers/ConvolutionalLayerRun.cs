using System.Numerics.Tensors;
using Engram.Families.Convolutional.Products;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Layers;

/// <summary>A convolutional layer at work.</summary>
internal sealed unsafe class ConvolutionalLayerRun : LayerRun
{
    private readonly KernelTable _kernels;
    private readonly ConvolutionalLayer _layer;
    private readonly ConvolutionShape _shape;
    private readonly ConvolutionProduct _product;
    private readonly Background _background;
    private readonly Matrix _drives;
    private readonly ActiveRows _maps;
    private readonly Matrix _noBiases;
    private readonly ChannelNormalizationRun? _normalization;
    private readonly MapPooling? _pooling;
    private readonly RowLoop _activate;
    private readonly Func<ConvolutionalLayerUpdate> _createUpdate;
    private ConvolutionalLayerUpdate? _update;

    public ConvolutionalLayerRun(KernelTable kernels, WorkerPool workers, ConvolutionalLayer layer, int maximumRows)
    {
        _kernels = kernels;
        _layer = layer;
        _shape = layer.Map.Convolution;
        _product = new ConvolutionProduct(kernels, workers, _shape, layer.Filters.Weights);
        _background = new Background(_shape);
        LayerShape output = layer.Shape;
        int outputSize = output.Channels * output.Height * output.Width;

        // The next layer's inputs are about 1 on the average where rows are normalized: a map of thousands of numbers at unit length would be next to nothing.
        Output = new LayerRows(workers, maximumRows, outputSize, length: MathF.Sqrt(outputSize));
        View = new ActiveRows(maximumRows, output.Channels);
        _pooling = layer.Map.PoolSize > 1 ? new MapPooling(layer.Map, layer.TakesLargest) : null;
        _maps = _pooling is null ? Output.Rows : new ActiveRows(maximumRows, _shape.OutputSize);
        _drives = _maps.Values;
        if (layer.Normalization is { } normalization)
        {
            // The gradient needs drives and activations.
            _drives = new Matrix(maximumRows, _shape.OutputSize);
            _normalization = new ChannelNormalizationRun(kernels, workers, normalization, _drives);
        }

        _noBiases = new Matrix(1, _shape.OutputSize);
        _activate = new RowLoop(workers, Activate);
        _createUpdate = () => new ConvolutionalLayerUpdate(kernels, workers, layer, maximumRows, _background, _maps, Output.Rows, _normalization, _pooling);
    }

    public override LayerRows Output { get; }

    /// <summary>The mean of each channel.</summary>
    public override ActiveRows View { get; }

    /// <summary>What trains the layer; made when it is first asked for.</summary>
    internal ConvolutionalLayerUpdate Training => _update ??= _createUpdate();

    public override void Forward(LayerRows input, bool learns)
    {
        Output.Begin(input);
        _background.Take(input.Background);
        if (!_background.IsEmpty)
        {
            _product.Multiply(_background.Values, 1, addend: null, _background.Drives);
        }

        _product.Multiply(input.Rows.Values, input.Count, _background.IsEmpty ? null : _background.Drives, _drives);
        if (learns)
        {
            _normalization?.TakeBatch(input.Count);
        }
        else
        {
            _normalization?.TakeKept();
        }

        _activate.Run(input.Count);
    }

    public override void Update(LayerRows input, ActiveRows outputGradient, LayerSlots slots, OptimizerStep step)
    {
        Training.PassBack(outputGradient, input.Count);
        Training.SumGradients(input);
        Training.Step(slots, step);
    }

    private void Activate(int row)
    {
        int positions = _shape.Positions;
        Span<float> maps = _maps.Values.Row(row);
        for (int filter = 0; filter < _shape.Filters; filter++)
        {
            Span<float> map = maps.Slice(filter * positions, positions);
            float shift = _layer.Filters.Biases[filter];
            if (_normalization is not null)
            {
                TensorPrimitives.Multiply(_drives.Row(row).Slice(filter * positions, positions), _normalization.Scale.Row(0)[filter], map);
                shift = _normalization.Shift.Row(0)[filter];
            }

            TensorPrimitives.Add(map, shift, map);
        }

        float squares = _layer.Activation.Apply(_kernels, _maps.Values, row, _noBiases.Start, _maps.ActiveUnits(row));
        Output.SquaredLengths[row] = _pooling is null ? squares : Pool(row);
        Look(row);
    }

    private float Pool(int row)
    {
        ActiveRows output = Output.Rows;
        _pooling!.Pool(_maps.Values.Row(row), output.Values.Row(row));
        _kernels.CollectActive(output.Values.RowStart(row), output.Values.Stride, output.ActiveUnits(row));
        return _kernels.SumOfSquares(output.Values.RowStart(row), output.Values.Stride);
    }

    private void Look(int row)
    {
        int positions = _layer.Shape.Height * _layer.Shape.Width;
        Span<float> means = View.Values.Row(row);
        for (int channel = 0; channel < means.Length; channel++)
        {
            means[channel] = ChannelSums.OfRow(Output.Rows.Values, row, channel * positions, positions) / positions;
        }

        _kernels.CollectActive(View.Values.RowStart(row), View.Values.Stride, View.ActiveUnits(row));
    }
}
