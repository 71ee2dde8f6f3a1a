using Engram.Kernels;

namespace Engram.Training;

/// <summary>
/// Finds units of a layer that nothing activates any more. A unit rests once an Adam step without a gradient leaves its weights as
/// they are, bit for bit: from then on it does so in every step, for the first moment shrinks faster than the root of the second,
/// until something activates the unit. A unit that has rested through an epoch in which no input activated it cannot be activated by
/// these inputs later: all that may come again have to come in that epoch.
/// </summary>
/// <param name="unitCount">Units of the layer.</param>
internal sealed unsafe class DeadUnits(int unitCount)
{
    // A narrower layer costs a little of its own: what its rows sum up, and what the units left out are looked at for.
    private const int LeastShare = 16;

    // Bias correction makes steps grow while there have been few: |m|/√v of a silent unit shrinks from the sixth on.
    private const int FirstStep = 10;
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
    /// <param name="learningRate">Adam's.</param>
    /// <param name="stepNumber">The number of the epoch's first step.</param>
    public void BeginEpoch(KernelTable kernels, WorkerPool workers, LayerPart part, double learningRate, long stepNumber)
    {
        Array.Clear(_activated);
        Array.Clear(_rests);
        if (stepNumber >= FirstStep)
        {
            AdamStep step = new(learningRate, stepNumber);
            workers.Run(part.Layer.Weights.PanelCount, panel => FindResting(kernels, part, panel, step));
        }

        IsWatching = IsMoreWorthWhile(part.Units.Length, _rests.Count(rests => rests));
    }

    private void FindResting(KernelTable kernels, LayerPart part, int panel, in AdamStep step)
    {
        int first = panel * Matrix.ColumnMultiple;
        int count = Math.Min(Matrix.ColumnMultiple, part.Units.Length - first);
        bool* moves = stackalloc bool[Matrix.ColumnMultiple];
        new Span<bool>(moves, Matrix.ColumnMultiple).Clear();
        int left = count - Compare(kernels, part.Layer.Bias.Start + first, part.Moments.BiasFirst.Start + first, part.Moments.BiasSecond.Start + first, 1, count, moves, step);
        for (int row = 0; row < part.Layer.InputSize && left > 0; row += RowsAtOnce)
        {
            left -= Compare(
                kernels,
                part.Layer.Weights.PanelRow(panel, row),
                part.Moments.WeightFirst.PanelRow(panel, row),
                part.Moments.WeightSecond.PanelRow(panel, row),
                Math.Min(RowsAtOnce, part.Layer.InputSize - row),
                count,
                moves,
                step);
        }

        for (int lane = 0; lane < count; lane++)
        {
            _rests[part.Units[first + lane]] = !moves[lane];
        }
    }

    // Takes the step on copies. Returns how many lanes have turned out to move.
    private static int Compare(
        KernelTable kernels, float* weights, float* firstMoments, float* secondMoments, int rows, int count, bool* moves, in AdamStep step)
    {
        int length = rows * Matrix.ColumnMultiple;
        float* copies = stackalloc float[4 * RowsAtOnce * Matrix.ColumnMultiple];
        Span<float> after = new(copies, length), gradient = new(copies + length, length);
        Span<float> first = new(copies + (2 * length), length), second = new(copies + (3 * length), length);
        new ReadOnlySpan<float>(weights, length).CopyTo(after);
        new ReadOnlySpan<float>(firstMoments, length).CopyTo(first);
        new ReadOnlySpan<float>(secondMoments, length).CopyTo(second);
        gradient.Clear();
        kernels.Adam(copies, copies + length, copies + (2 * length), copies + (3 * length), length, step);
        int found = 0;
        for (int lane = 0; lane < count; lane++)
        {
            for (int index = lane; index < length && !moves[lane]; index += Matrix.ColumnMultiple)
            {
                if (BitConverter.SingleToInt32Bits(after[index]) != BitConverter.SingleToInt32Bits(weights[index]))
                {
                    moves[lane] = true;
                    found++;
                }
            }
        }

        return found;
    }
}
