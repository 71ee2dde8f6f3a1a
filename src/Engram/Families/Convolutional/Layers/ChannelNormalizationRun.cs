using System.Numerics.Tensors;
using Engram.Families.Convolutional.Products;
using Engram.Families.Dense.Layerwise;
using Engram.Kernels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Convolutional.Layers;

/// <summary>Batch normalization of maps at work: the statistics of a channel are those of all its positions in all images.</summary>
internal sealed class ChannelNormalizationRun
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly BatchNormalization _normalization;
    private readonly int _positions;
    private readonly Matrix _drives;
    private readonly Matrix _mean;
    private readonly Matrix _variance;
    private readonly Matrix _inverseDeviation;
    private readonly Matrix _biasGradient;
    private readonly Matrix _gainGradient;
    private readonly Action<int> _measure;
    private readonly Action<int> _sumGradients;
    private int _rowCount;
    private Matrix _delta = null!;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="normalization">The parameters.</param>
    /// <param name="drives">z, [images, channels · positions].</param>
    public ChannelNormalizationRun(KernelTable kernels, WorkerPool workers, BatchNormalization normalization, Matrix drives)
    {
        _kernels = kernels;
        _workers = workers;
        _normalization = normalization;
        _drives = drives;
        int channels = normalization.Gain.Columns;
        _positions = drives.Columns / channels;
        _mean = new Matrix(1, channels);
        _variance = new Matrix(1, channels);
        _inverseDeviation = new Matrix(1, channels);
        _biasGradient = new Matrix(1, channels);
        _gainGradient = new Matrix(1, channels);
        Scale = new Matrix(1, channels);
        Shift = new Matrix(1, channels);
        _measure = Measure;
        _sumGradients = SumGradients;
    }

    /// <summary>What the drives of a channel are multiplied with.</summary>
    public Matrix Scale { get; }

    /// <summary>What is added to them then.</summary>
    public Matrix Shift { get; }

    /// <summary>Takes the statistics of the first rows, and adds them to the running means.</summary>
    public void TakeBatch(int rowCount)
    {
        _rowCount = rowCount;
        _workers.Run(_mean.Columns, _measure);
        BatchNormalization.WriteInverseDeviation(_variance, _inverseDeviation);
        TensorPrimitives.Multiply(_inverseDeviation.Row(0), _normalization.Gain.Row(0), Scale.Row(0));
        _normalization.WriteShift(_mean, Scale, Shift);
        _normalization.Keep(_mean, _variance, rowCount * _positions, _gainGradient.Row(0));
    }

    /// <summary>Takes the running means.</summary>
    public void TakeKept() => _normalization.WriteKept(Scale, Shift);

    /// <summary>Sums ∂L/∂β = Σ ∂L/∂y and ∂L/∂γ = Σ ∂L/∂y · ẑ over images and positions.</summary>
    public void TakeGradient(Matrix delta)
    {
        _delta = delta;
        _workers.Run(_mean.Columns, _sumGradients);
    }

    /// <summary>∂L/∂z = scale · (∂L/∂y − (∂L/∂β + ẑ · ∂L/∂γ)/count), in place of an image's ∂L/∂y.</summary>
    public void PassBack(int row, Span<float> delta)
    {
        Span<float> share = stackalloc float[256];
        float count = (float)_rowCount * _positions;
        for (int channel = 0; channel < _mean.Columns; channel++)
        {
            (float scale, float mean) = (Scale.Row(0)[channel], _mean.Row(0)[channel]);
            float ofNormalized = _inverseDeviation.Row(0)[channel] * _gainGradient.Row(0)[channel];
            float ofBias = _biasGradient.Row(0)[channel];
            int end = (channel + 1) * _positions;
            for (int first = channel * _positions; first < end; first += share.Length)
            {
                Span<float> part = delta[first..Math.Min(end, first + share.Length)];
                Span<float> ofPart = share[..part.Length];
                TensorPrimitives.Subtract(_drives.Row(row).Slice(first, part.Length), mean, ofPart);
                TensorPrimitives.Multiply(ofPart, ofNormalized, ofPart);
                TensorPrimitives.Add(ofPart, ofBias, ofPart);
                TensorPrimitives.Multiply(ofPart, 1 / count, ofPart);
                TensorPrimitives.Subtract(part, ofPart, part);
                TensorPrimitives.Multiply(part, scale, part);
            }
        }
    }

    /// <summary>A step on γ and, where it is trained, β.</summary>
    public unsafe void Update(LayerSlots slots, int first, OptimizerStep step)
    {
        slots.All[first].Update(_kernels, step, panel: 0, row: 0, _gainGradient.Start, _gainGradient.Stride);
        if (_normalization.HasBiases)
        {
            slots.All[first + 1].Update(_kernels, step, panel: 0, row: 0, _biasGradient.Start, _biasGradient.Stride);
        }
    }

    private void Measure(int channel)
    {
        int first = channel * _positions;
        float count = (float)_rowCount * _positions;
        float mean = ChannelSums.Sum(_drives, _rowCount, first, _positions) / count;
        _mean.Row(0)[channel] = mean;
        _variance.Row(0)[channel] = ChannelSums.SumOfSquares(_drives, mean, _rowCount, first, _positions) / count;
    }

    private void SumGradients(int channel)
    {
        int first = channel * _positions;
        _biasGradient.Row(0)[channel] = ChannelSums.Sum(_delta, _rowCount, first, _positions);
        _gainGradient.Row(0)[channel] = _inverseDeviation.Row(0)[channel]
            * ChannelSums.SumOfProducts(_drives, _delta, _mean.Row(0)[channel], 0, _rowCount, first, _positions);
    }
}
