using Engram.Kernels;
using Engram.Optimizers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Layers;

/// <summary>An optimizer's step on a layer: weights block by block as their gradient comes, then biases.</summary>
internal sealed unsafe class ParameterUpdate
{
    // Words of 64 units whose biases are summed at once.
    private const int WordsPerPart = 4;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly DenseLayer _layer;
    private readonly OptimizerSink _weights;
    private readonly Matrix _biasGradient;
    private readonly float[] _ones;
    private readonly int[] _rowIndices;
    private readonly Action<int> _sumBiases;
    private ActiveRows _delta = null!;
    private int _rowCount;
    private LayerSlots _slots = null!;
    private OptimizerStep _step;

    public ParameterUpdate(KernelTable kernels, WorkerPool workers, DenseLayer layer, int maximumRows)
    {
        _kernels = kernels;
        _workers = workers;
        _layer = layer;
        _weights = new OptimizerSink(kernels);
        _biasGradient = new Matrix(1, layer.OutputSize);
        _ones = new float[maximumRows];
        Array.Fill(_ones, 1);
        _rowIndices = [.. Enumerable.Range(0, maximumRows)];
        _sumBiases = SumBiases;
    }

    /// <summary>Receives the gradients of weights and biases before they are used up; only where a test asks for it.</summary>
    public Action<PanelMatrix, Matrix>? GradientObserver { get; set; }

    /// <summary>Begins a step; the gradient of the weights is to be sent to the sink that it returns.</summary>
    public ProductSink Begin(LayerSlots slots, OptimizerStep step)
    {
        _slots = slots;
        _step = step;
        _weights.Begin(slots.Weights, step);
        _weights.GradientCopy = GradientObserver is null ? null : new PanelMatrix(_layer.InputSize, _layer.OutputSize);
        return _weights;
    }

    /// <summary>Ends the step with the biases, where there are any: their gradient is the sum of δ over the rows.</summary>
    public void End(ActiveRows delta, int rowCount)
    {
        if (_layer.HasBiases)
        {
            (_delta, _rowCount) = (delta, rowCount);
            _workers.Run((delta.Words + WordsPerPart - 1) / WordsPerPart, _sumBiases);
        }

        GradientObserver?.Invoke(_weights.GradientCopy!, _biasGradient);
        if (_layer.HasBiases)
        {
            _slots.Bias!.Update(_kernels, _step, panel: 0, row: 0, _biasGradient.Start, _biasGradient.Stride);
        }
    }

    private void SumBiases(int part)
    {
        int firstWord = part * WordsPerPart;
        Span<float> sums = _biasGradient.PaddedRow(0)[(firstWord * 64)..];
        RowSum.Compute(
            _kernels,
            _delta,
            _rowIndices.AsSpan(0, _rowCount),
            _ones.AsSpan(0, _rowCount),
            sums[..Math.Min(WordsPerPart * 64, sums.Length)],
            firstWord);
    }
}
