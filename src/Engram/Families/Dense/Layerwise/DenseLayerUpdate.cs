using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense.Layerwise;

/// <summary>Trains a fully connected layer: from ∂L/∂h to ∂L/∂z, and with that to the gradients of weights, biases and what batch normalization has.</summary>
internal sealed unsafe class DenseLayerUpdate
{
    private readonly KernelTable _kernels;
    private readonly DenseTrainableLayer _layer;
    private readonly ActiveRows _activations;
    private readonly BatchNormalizationRun? _normalization;
    private readonly GradientProduct _product;
    private readonly Matrix _deltaSum;
    private readonly int[] _rowIndices;
    private readonly float[] _ones;
    private readonly RowLoop _passActivation;
    private readonly RowLoop _passNormalization;
    private OverlaySink? _withBackground;
    private ActiveRows _delta = null!;

    public DenseLayerUpdate(
        KernelTable kernels, WorkerPool workers, DenseTrainableLayer layer, int maximumRows, ActiveRows activations, BatchNormalizationRun? normalization)
    {
        _kernels = kernels;
        _layer = layer;
        _activations = activations;
        _normalization = normalization;
        _product = new GradientProduct(kernels, workers, maximumRows, layer.Linear);
        Parameters = new ParameterUpdate(kernels, workers, layer.Linear, maximumRows);
        _deltaSum = new Matrix(1, layer.Linear.OutputSize);
        _rowIndices = [.. Enumerable.Range(0, maximumRows)];
        _ones = new float[maximumRows];
        Array.Fill(_ones, 1);
        _passActivation = new RowLoop(workers, PassActivation);
        _passNormalization = new RowLoop(workers, PassNormalization);
    }

    /// <summary>What changes weights and biases.</summary>
    public ParameterUpdate Parameters { get; }

    /// <summary>Takes a step; the gradient of the output becomes that of the drives.</summary>
    public void Step(LayerRows input, ActiveRows outputGradient, LayerSlots slots, OptimizerStep step)
    {
        _delta = outputGradient;
        _passActivation.Run(input.Count);
        if (_normalization is not null)
        {
            _normalization.TakeGradient(_delta);
            _passNormalization.Run(input.Count);
        }

        _product.Multiply(input.Rows, _delta, input.GradientGroups, Sink(input, Parameters.Begin(slots, step)));
        Parameters.End(_delta, input.Count);
        _normalization?.Update(slots.All[1], slots.All.Count > 2 ? slots.All[2] : null, step);
    }

    // Normalization makes gradients whose sum over the rows is zero, so that what all rows have in common has no share in them.
    private ProductSink Sink(LayerRows input, ProductSink sink)
    {
        if (input.Background is null || _normalization is not null)
        {
            return sink;
        }

        _withBackground ??= new OverlaySink(_kernels, LabelOverlay.None(new ImageShape(1, 1, _layer.Linear.InputSize)), input.Background, _deltaSum);
        RowSum.Compute(_kernels, _delta, _rowIndices.AsSpan(0, input.Count), _ones.AsSpan(0, input.Count), _deltaSum.PaddedRow(0));
        _withBackground.Next = sink;
        return _withBackground;
    }

    private void PassActivation(int row)
    {
        HiddenLayer.PassActivation(_layer.Activation, _activations.Values, _delta.Values, row);
        if (_normalization is null)
        {
            Collect(row);
        }
    }

    private void PassNormalization(int row)
    {
        _normalization!.PassBack(row, _delta.Values.Row(row));
        Collect(row);
    }

    private void Collect(int row) => _kernels.CollectActive(_delta.Values.RowStart(row), _delta.Values.Stride, _delta.ActiveUnits(row));
}
