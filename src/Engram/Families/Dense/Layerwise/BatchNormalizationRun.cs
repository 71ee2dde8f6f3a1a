using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense.Layerwise;

/// <summary>
/// Batch normalization at work. Statistics are sums over rows, unit by unit in the order of the rows, so that they depend neither on the number of
/// threads nor on the width of vectors.
/// </summary>
internal sealed unsafe class BatchNormalizationRun
{
    // Units whose sums a thread makes at once: a stretch of every row, and sums that stay in the first-level cache.
    private const int UnitsPerPart = 128;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly BatchNormalization _normalization;
    private readonly Matrix _drives;
    private readonly Matrix _mean;
    private readonly Matrix _variance;
    private readonly Matrix _inverseDeviation;
    private readonly Matrix _biasGradient;
    private readonly Matrix _gainGradient;
    private readonly Action<int> _measure;
    private readonly Action<int> _sumGradients;
    private int _rowCount;
    private ActiveRows _delta = null!;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="normalization">The parameters.</param>
    /// <param name="drives">z, [rows, units].</param>
    public BatchNormalizationRun(KernelTable kernels, WorkerPool workers, BatchNormalization normalization, Matrix drives)
    {
        _kernels = kernels;
        _workers = workers;
        _normalization = normalization;
        _drives = drives;
        _mean = new Matrix(1, drives.Columns);
        _variance = new Matrix(1, drives.Columns);
        _inverseDeviation = new Matrix(1, drives.Columns);
        _biasGradient = new Matrix(1, drives.Columns);
        _gainGradient = new Matrix(1, drives.Columns);
        Scale = new Matrix(1, drives.Columns);
        _measure = Measure;
        _sumGradients = SumGradients;
    }

    /// <summary>What drives are multiplied with.</summary>
    public Matrix Scale { get; }

    /// <summary>Takes the statistics of the first rows, and adds them to the running means.</summary>
    /// <param name="rowCount">Rows of the batch.</param>
    /// <param name="offset">What all drives are less, one row of units.</param>
    /// <param name="shift">Receives what is added to the scaled drives.</param>
    public void TakeBatch(int rowCount, Matrix offset, Matrix shift)
    {
        _rowCount = rowCount;
        _workers.Run(PartCount, _measure);
        BatchNormalization.WriteInverseDeviation(_variance, _inverseDeviation);
        TensorPrimitives.Multiply(_inverseDeviation.Row(0), _normalization.Gain.Row(0), Scale.Row(0));

        // What all drives are less would go with the mean.
        _normalization.WriteShift(_mean, Scale, shift);
        TensorPrimitives.Add(_mean.Row(0), offset.Row(0), _mean.Row(0));
        _normalization.Keep(_mean, _variance, rowCount, _gainGradient.Row(0));
        TensorPrimitives.Subtract(_mean.Row(0), offset.Row(0), _mean.Row(0));
    }

    /// <summary>Takes the running means.</summary>
    /// <param name="offset">What all drives are less, one row of units.</param>
    /// <param name="shift">Receives what is added to the scaled drives.</param>
    public void TakeKept(Matrix offset, Matrix shift)
    {
        _normalization.WriteKept(Scale, shift);
        TensorPrimitives.Multiply(offset.Row(0), Scale.Row(0), _mean.Row(0));
        TensorPrimitives.Add(shift.Row(0), _mean.Row(0), shift.Row(0));
    }

    /// <summary>Sums ∂L/∂β = Σ ∂L/∂y and ∂L/∂γ = Σ ∂L/∂y · ẑ over the batch.</summary>
    public void TakeGradient(ActiveRows delta)
    {
        _delta = delta;
        _workers.Run(PartCount, _sumGradients);
    }

    /// <summary>∂L/∂z = scale · (∂L/∂y − (∂L/∂β + ẑ · ∂L/∂γ)/rows), in place of a row's ∂L/∂y.</summary>
    public void PassBack(int row, Span<float> delta)
    {
        Span<float> room = stackalloc float[UnitsPerPart];
        for (int part = 0; part < PartCount; part++)
        {
            Range units = Units(part);
            Span<float> ofPart = delta[units];
            Span<float> share = room[..ofPart.Length];
            WriteNormalized(row, units.Start.Value, share);
            TensorPrimitives.Multiply(share, _gainGradient.Row(0)[units], share);
            TensorPrimitives.Add(share, _biasGradient.Row(0)[units], share);
            TensorPrimitives.Multiply(share, 1f / _rowCount, share);
            TensorPrimitives.Subtract(ofPart, share, ofPart);
            TensorPrimitives.Multiply(ofPart, Scale.Row(0)[units], ofPart);
        }
    }

    /// <summary>A step on γ and, where it is trained, β.</summary>
    public void Update(ParameterSlots gain, ParameterSlots? bias, OptimizerStep step)
    {
        gain.Update(_kernels, step, panel: 0, row: 0, _gainGradient.Start, _gainGradient.Stride);
        bias?.Update(_kernels, step, panel: 0, row: 0, _biasGradient.Start, _biasGradient.Stride);
    }

    private int PartCount => (_drives.Columns + UnitsPerPart - 1) / UnitsPerPart;

    private void Measure(int part)
    {
        Range units = Units(part);
        Span<float> mean = _mean.Row(0)[units];
        Span<float> variance = _variance.Row(0)[units];
        Span<float> difference = stackalloc float[mean.Length];
        mean.Clear();
        variance.Clear();
        for (int row = 0; row < _rowCount; row++)
        {
            TensorPrimitives.Add(mean, _drives.Row(row)[units], mean);
        }

        TensorPrimitives.Divide(mean, _rowCount, mean);
        for (int row = 0; row < _rowCount; row++)
        {
            TensorPrimitives.Subtract(_drives.Row(row)[units], mean, difference);
            TensorPrimitives.Multiply(difference, difference, difference);
            TensorPrimitives.Add(variance, difference, variance);
        }

        TensorPrimitives.Divide(variance, _rowCount, variance);
    }

    private void SumGradients(int part)
    {
        Range units = Units(part);
        Span<float> bias = _biasGradient.Row(0)[units];
        Span<float> gain = _gainGradient.Row(0)[units];
        Span<float> product = stackalloc float[bias.Length];
        bias.Clear();
        gain.Clear();
        for (int row = 0; row < _rowCount; row++)
        {
            ReadOnlySpan<float> delta = _delta.Values.Row(row)[units];
            WriteNormalized(row, units.Start.Value, product);
            TensorPrimitives.Add(bias, delta, bias);
            TensorPrimitives.Multiply(product, delta, product);
            TensorPrimitives.Add(gain, product, gain);
        }
    }

    // ẑ = (z − μ)/√(σ² + ε) of some units.
    private void WriteNormalized(int row, int firstUnit, Span<float> destination)
    {
        TensorPrimitives.Subtract(_drives.Row(row).Slice(firstUnit, destination.Length), _mean.Row(0).Slice(firstUnit, destination.Length), destination);
        TensorPrimitives.Multiply(destination, _inverseDeviation.Row(0).Slice(firstUnit, destination.Length), destination);
    }

    private Range Units(int part) => (part * UnitsPerPart)..Math.Min(_drives.Columns, (part + 1) * UnitsPerPart);
}
