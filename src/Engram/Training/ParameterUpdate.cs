using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>An Adam step on a layer: weights block by block as their gradient comes, then biases.</summary>
internal sealed unsafe class ParameterUpdate
{
    private readonly KernelTable _kernels;
    private readonly DenseLayer _layer;
    private readonly AdamSink _weights;
    private readonly Matrix _biasGradient;
    private readonly float[] _ones;
    private readonly int[] _rowIndices;
    private AdamMoments _moments = null!;
    private AdamStep _step;

    public ParameterUpdate(KernelTable kernels, DenseLayer layer, int maximumRows)
    {
        _kernels = kernels;
        _layer = layer;
        _weights = new AdamSink(kernels, layer);
        _biasGradient = new Matrix(1, layer.OutputSize);
        _ones = new float[maximumRows];
        Array.Fill(_ones, 1);
        _rowIndices = [.. Enumerable.Range(0, maximumRows)];
    }

    /// <summary>Receives the gradients of weights and biases before they are used up; only where a test asks for it.</summary>
    public Action<PanelMatrix, Matrix>? GradientObserver { get; set; }

    /// <summary>Begins a step; the gradient of the weights is to be sent to the sink that it returns.</summary>
    public ProductSink Begin(AdamMoments moments, AdamStep step)
    {
        _moments = moments;
        _step = step;
        _weights.Begin(moments, step);
        _weights.GradientCopy = GradientObserver is null ? null : new PanelMatrix(_layer.InputSize, _layer.OutputSize);
        return _weights;
    }

    /// <summary>Ends the step with the biases, whose gradient is the sum of δ over the rows.</summary>
    public void End(ActiveRows delta, int rowCount)
    {
        // Without parts: with few active units it is too short to share out.
        RowSum.Compute(_kernels, delta, _rowIndices.AsSpan(0, rowCount), _ones.AsSpan(0, rowCount), _biasGradient.PaddedRow(0));
        GradientObserver?.Invoke(_weights.GradientCopy!, _biasGradient);
        _kernels.Adam(_layer.Bias.Start, _biasGradient.Start, _moments.BiasFirst.Start, _moments.BiasSecond.Start, _layer.Bias.Stride, _step);
    }
}
