using System.Collections.Concurrent;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.ForwardForward.Narrowing;

/// <summary>
/// Units that are left out of a layer in training. Their weights rest; their slots go on from step to step, which is
/// made up for when they are to be read.
/// </summary>
internal sealed unsafe class RestingUnits
{
    private const int RowsAtOnce = 32;
    private const int RowsPerPart = 16;

    // Units of other activation functions are never left out.
    private static readonly ReluActivation _activation = new();

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly LayerPart _part;
    private readonly OptimizerSteps _steps;
    private readonly ulong[] _activated;
    private readonly bool[] _seen;
    private readonly ConcurrentBag<Scratch> _scratch = [];
    private readonly Action<int> _find;
    private long _lastStep;
    private ActiveRows _rows = null!;
    private LabelledBatch _batch = null!;
    private bool _areSilentWithoutInput;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="part">The units.</param>
    /// <param name="steps">The optimizer's steps.</param>
    /// <param name="seen">For each number of a row whether it has been seen not to activate these units.</param>
    /// <param name="lastStep">The number of the step that their slots are those of.</param>
    public RestingUnits(KernelTable kernels, WorkerPool workers, LayerPart part, OptimizerSteps steps, bool[] seen, long lastStep)
    {
        _kernels = kernels;
        _workers = workers;
        _part = part;
        _steps = steps;
        _seen = seen;
        _lastStep = lastStep;
        _activated = new ulong[ActiveRows.WordCount(part.Layer.Weights.PaddedColumns)];
        _find = FindActivated;
    }

    /// <summary>The units that negative rows would activate.</summary>
    /// <param name="rows">Inputs of a batch.</param>
    /// <param name="batch">The batch.</param>
    public IReadOnlyList<int> FindActivated(ActiveRows rows, LabelledBatch batch)
    {
        (_rows, _batch) = (rows, batch);
        _areSilentWithoutInput = _activation.IsSilentWithoutInput(_part.Layer.Biases);
        _workers.Run((batch.RowCount - batch.ImageCount + RowsPerPart - 1) / RowsPerPart, _find);
        if (!_activated.AsSpan().ContainsAnyExcept(0UL))
        {
            return [];
        }

        int[] units = [.. _part.Units.Where((_, place) => (_activated[place / 64] >> place & 1) != 0)];
        Array.Clear(_activated);
        return units;
    }

    /// <summary>Brings the whole layer up to date with these units as they are after a step.</summary>
    public void PutBack(long lastStep)
    {
        OptimizerStep[] steps = [.. Steps(lastStep)];
        foreach (ParameterSlots slots in _part.Slots.All)
        {
            _workers.Run(slots.PanelCount, panel => CatchUp(slots, panel, steps));
        }

        _lastStep = lastStep;
        _part.PutBack();
    }

    private IEnumerable<OptimizerStep> Steps(long lastStep)
    {
        for (long number = _lastStep + 1; number <= lastStep; number++)
        {
            yield return _steps[number];
        }
    }

    private void CatchUp(ParameterSlots slots, int panel, OptimizerStep[] steps)
    {
        float* gradient = stackalloc float[RowsAtOnce * Matrix.ColumnMultiple];
        new Span<float>(gradient, RowsAtOnce * Matrix.ColumnMultiple).Clear();
        for (int row = 0; row < slots.RowCount; row += RowsAtOnce)
        {
            int length = Math.Min(RowsAtOnce, slots.RowCount - row) * Matrix.ColumnMultiple;
            foreach (OptimizerStep step in steps)
            {
                slots.Update(_kernels, step, panel, row, gradient, length);
            }
        }
    }

    private void FindActivated(int part)
    {
        if (!_scratch.TryTake(out Scratch? scratch))
        {
            scratch = new Scratch(_part.Layer);
        }

        int first = _batch.ImageCount + (part * RowsPerPart);
        for (int row = first; row < Math.Min(_batch.RowCount, first + RowsPerPart); row++)
        {
            int number = _batch.Number(row);
            bool isSeen = number >= 0 && _seen[number];
            if (!isSeen && (!_areSilentWithoutInput || _rows.ActiveCount(row) > 0))
            {
                FindActivated(row, scratch);
            }

            if (number >= 0)
            {
                _seen[number] = true;
            }
        }

        _scratch.Add(scratch);
    }

    // The drives are sums of the same terms in the same order as those of the whole layer's product.
    private void FindActivated(int row, Scratch scratch)
    {
        int* inputs = scratch.Inputs.Start;
        float* factors = scratch.Factors.Start;
        float* drives = scratch.Drives.Start;
        float* values = _rows.Values.RowStart(row);
        ulong* activated = stackalloc ulong[_activated.Length];
        int count = ActiveRows.ListBits(_rows.ActiveUnits(row), _rows.Words, inputs);
        for (int term = 0; term < count; term++)
        {
            factors[term] = values[inputs[term]];
        }

        PanelMatrix weights = _part.Layer.Weights;
        _kernels.AccumulateRow(factors, inputs, count, weights.From(0), scratch.Drives.From(0), weights.PaddedColumns, accumulate: false);
        _kernels.Rectify(drives, _part.Layer.Bias.Start, weights.PaddedColumns, activated);
        ActiveRows.Gather(activated, _activated.Length, _activated);
    }

    private sealed class Scratch(DenseLayer layer)
    {
        public PinnedArray<int> Inputs { get; } = new(Matrix.Padded(layer.InputSize));

        public Matrix Factors { get; } = new(1, layer.InputSize);

        public Matrix Drives { get; } = new(1, layer.OutputSize);
    }
}
