using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense.Layerwise;

/// <summary>A fully connected layer at work. Its products walk active inputs, and gradients those or the units that have a gradient.</summary>
internal sealed unsafe class DenseLayerRun : LayerRun
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly DenseTrainableLayer _layer;
    private readonly DenseLayer _linear;
    private readonly int _maximumRows;
    private readonly RowProduct _product;
    private readonly Matrix _drives;
    private readonly Matrix _offset;
    private readonly Matrix _shift;
    private readonly int[] _inputIndices;
    private readonly BatchNormalizationRun? _normalization;
    private readonly RowLoop _activate;
    private readonly Action<int> _sumBackground;
    private Matrix? _background;
    private DenseLayerUpdate? _update;

    public DenseLayerRun(KernelTable kernels, WorkerPool workers, DenseTrainableLayer layer, int maximumRows)
    {
        _kernels = kernels;
        _workers = workers;
        _layer = layer;
        _linear = layer.Linear;
        _maximumRows = maximumRows;
        int units = _linear.OutputSize;
        _product = new RowProduct(kernels, workers, maximumRows, _linear.InputSize);
        Output = new LayerRows(workers, maximumRows, units);
        _offset = new Matrix(1, units);
        _shift = new Matrix(1, units);
        _inputIndices = [.. Enumerable.Range(0, _linear.InputSize)];
        _activate = new RowLoop(workers, Activate);
        _sumBackground = SumBackground;
        _drives = Output.Rows.Values;
        if (layer.Normalization is { } normalization)
        {
            // The gradient needs drives and activations.
            _drives = new Matrix(maximumRows, units);
            _normalization = new BatchNormalizationRun(kernels, workers, normalization, _drives);
        }
    }

    public override LayerRows Output { get; }

    /// <summary>What trains the layer; made when it is first asked for.</summary>
    internal DenseLayerUpdate Training => _update ??= new DenseLayerUpdate(_kernels, _workers, _layer, _maximumRows, Output.Rows, _normalization);

    public override void Forward(LayerRows input, bool learns)
    {
        Output.Begin(input);
        _product.Multiply(input.Rows, input.Count, input.Groups, _linear.Weights, _drives);
        TakeBackground(input.Background);
        if (_normalization is null)
        {
            TensorPrimitives.Add(_offset.Row(0), _linear.Biases, _shift.Row(0));
        }
        else if (learns)
        {
            _normalization.TakeBatch(input.Count, _offset, _shift);
        }
        else
        {
            _normalization.TakeKept(_offset, _shift);
        }

        _activate.Run(input.Count);
    }

    public override void Update(LayerRows input, ActiveRows outputGradient, LayerSlots slots, OptimizerStep step) =>
        Training.Step(input, outputGradient, slots, step);

    private void Activate(int row)
    {
        ActiveRows output = Output.Rows;
        if (_normalization is not null)
        {
            TensorPrimitives.Multiply(_drives.Row(row), _normalization.Scale.Row(0), output.Values.Row(row));
        }

        Output.SquaredLengths[row] = _layer.Activation.Apply(_kernels, output.Values, row, _shift.Start, output.ActiveUnits(row));
    }

    // What rows are less of has its share in every unit's drive.
    private void TakeBackground(Matrix? background)
    {
        if (background is not null)
        {
            _background = background;
            _workers.Run((_linear.Weights.PaddedColumns + _kernels.ColumnBlock - 1) / _kernels.ColumnBlock, _sumBackground);
        }
    }

    private void SumBackground(int block)
    {
        int column = block * _kernels.ColumnBlock;
        int width = Math.Min(_kernels.ColumnBlock, _linear.Weights.PaddedColumns - column);
        fixed (int* inputs = _inputIndices)
        {
            _kernels.AccumulateRow(
                _background!.Start, inputs, _inputIndices.Length, _linear.Weights.From(column), _offset.From(column), width, accumulate: false);
        }
    }
}
