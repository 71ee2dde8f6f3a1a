using Engram.Kernels;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.ForwardForward.Narrowing;

/// <summary>
/// Finds units of a layer that nothing activates any more. A unit rests once a step without a gradient leaves its weights as
/// they are, bit for bit, where the optimizer proves that it then does so in every step until something activates the unit. A unit that has rested through an epoch in which no input activated it cannot be activated by
/// these inputs later: all that may come again have to come in that epoch.
/// </summary>
/// <param name="unitCount">Units of the layer.</param>
internal sealed unsafe class DeadUnits(int unitCount)
{
    // A narrower layer costs a little of its own: what its rows sum up, and what the units left out are looked at for.
    private const int LeastShare = 16;

    private const int RowsAtOnce = 32;

    private readonly bool[] _rests = new bool[unitCount];
    private readonly ulong[] _activated = new ulong[ActiveRows.WordCount(unitCount)];

    /// <summary>Whether enough units rest for what is activated to be worth noting.</summary>
    public bool IsWatching { get; private set; }

    /// <summary>Whether it is worth while to leave out more units of those that are computed.</summary>
    public bool IsMoreWorthWhile(int computed, int dead) => dead >= Matrix.ColumnMultiple && IsWorthWhile(unitCount, unitCount - computed + dead);

    /// <summary>Whether it is worth while to leave out so many units of a layer.</summary>
    public static bool IsWorthWhile(int unitCount, int dead) => dead >= Matrix.ColumnMultiple && dead >= unitCount / LeastShare;

    /// <summary>Notes units that have been activated in the epoch under way.</summary>
    /// <param name="activated">Bits by place in <paramref name="units"/>.</param>
    /// <param name="units">The layer's units at these places.</param>
    public void Note(ReadOnlySpan<ulong> activated, ReadOnlySpan<int> units)
    {
        for (int place = 0; place < units.Length; place++)
        {
            ulong bit = activated[place / 64] >> place & 1;
            _activated[units[place] / 64] |= bit << units[place];
        }
    }

    /// <summary>Whether a unit has rested through the epoch that ends now without having been activated.</summary>
    public bool IsDead(int unit) => IsWatching && _rests[unit] && (_activated[unit / 64] >> unit & 1) == 0;

    /// <summary>Begins an epoch.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="part">The units that may have a gradient.</param>
    /// <param name="steps">The optimizer's steps.</param>
    /// <param name="stepNumber">The number of the epoch's first step.</param>
    public void BeginEpoch(KernelTable kernels, WorkerPool workers, LayerPart part, OptimizerSteps steps, long stepNumber)
    {
        Array.Clear(_activated);
        Array.Clear(_rests);
        if (stepNumber >= steps.RestsFromStep)
        {
            OptimizerStep step = steps[stepNumber];
            workers.Run(part.Layer.Weights.PanelCount, panel => FindResting(kernels, part, panel, step));
        }

        IsWatching = IsMoreWorthWhile(part.Units.Length, _rests.Count(rests => rests));
    }

    private void FindResting(KernelTable kernels, LayerPart part, int panel, OptimizerStep step)
    {
        int first = panel * Matrix.ColumnMultiple;
        int count = Math.Min(Matrix.ColumnMultiple, part.Units.Length - first);
        bool* moves = stackalloc bool[Matrix.ColumnMultiple];
        new Span<bool>(moves, Matrix.ColumnMultiple).Clear();
        int left = count;
        for (int parameter = part.Slots.All.Count - 1; parameter >= 0; parameter--)
        {
            ParameterSlots slots = part.Slots.All[parameter];
            for (int row = 0; row < slots.RowCount && left > 0; row += RowsAtOnce)
            {
                left -= Compare(kernels, slots, panel, row, Math.Min(RowsAtOnce, slots.RowCount - row), count, moves, step);
            }
        }

        for (int lane = 0; lane < count; lane++)
        {
            _rests[part.Units[first + lane]] = !moves[lane];
        }
    }

    // Takes the step on copies. Returns how many lanes have turned out to move.
    private static int Compare(KernelTable kernels, ParameterSlots slots, int panel, int row, int rows, int count, bool* moves, in OptimizerStep step)
    {
        int length = rows * Matrix.ColumnMultiple;
        float* copies = stackalloc float[(2 + slots.Slots.Count) * length];
        float** slotCopies = stackalloc float*[slots.Slots.Count];
        ReadOnlySpan<float> before = new(slots.Parameter.PanelRow(panel, row), length);
        Span<float> after = new(copies, length);
        before.CopyTo(after);
        new Span<float>(copies + length, length).Clear();
        for (int slot = 0; slot < slots.Slots.Count; slot++)
        {
            slotCopies[slot] = copies + ((2 + slot) * length);
            new ReadOnlySpan<float>(slots.Slots[slot].PanelRow(panel, row), length).CopyTo(new Span<float>(slotCopies[slot], length));
        }

        step.Update(new ParameterStretch(kernels, copies, copies + length, slotCopies, length));
        int found = 0;
        for (int lane = 0; lane < count; lane++)
        {
            for (int index = lane; index < length && !moves[lane]; index += Matrix.ColumnMultiple)
            {
                if (BitConverter.SingleToInt32Bits(after[index]) != BitConverter.SingleToInt32Bits(before[index]))
                {
                    moves[lane] = true;
                    found++;
                }
            }
        }

        return found;
    }
}
