using System.Runtime.Intrinsics;
using Engram.Tensors;

namespace Engram.Families.Spiking.Membranes;

/// <summary>
/// Leaky integrate-and-fire units: U(t) = β U(t − 1) + I(t) − θ S(t − 1) and S(t) = 1 where U(t) &gt; θ, with nothing before the first step. Numbers are taken
/// 16 at a time and every operation is rounded by itself, so that all machines have the same bits.
/// </summary>
internal static unsafe class MembraneSteps
{
    /// <summary>Takes all steps with a current that stays.</summary>
    /// <param name="constants">β and θ.</param>
    /// <param name="current">I of every unit of the row, padded to a multiple of 16.</param>
    /// <param name="trains">Receives who fires when.</param>
    /// <param name="row">The row.</param>
    /// <param name="counts">Receives how often every unit fires.</param>
    /// <param name="width">Units of the row, padding included.</param>
    public static void TakeAll(MembraneConstants constants, float* current, SpikeTrains trains, int row, float* counts, int width)
    {
        Vector512<float> decay = Vector512.Create(constants.Decay);
        Vector512<float> threshold = Vector512.Create(constants.Threshold);
        nint stepStride = trains.Words * (sizeof(ulong) / sizeof(ushort));
        for (int unit = 0; unit < width; unit += Matrix.ColumnMultiple)
        {
            ushort* fires = (ushort*)trains.At(row, 0) + (unit / Matrix.ColumnMultiple);
            Vector512<float> drive = Vector512.Load(current + unit);
            Vector512<float> potential = default;
            Vector512<float> reset = default;
            Vector512<float> count = default;
            for (int step = 0; step < trains.Steps; step++)
            {
                potential = (potential * decay) + drive - reset;
                Vector512<float> above = Vector512.GreaterThan(potential, threshold);
                reset = above & threshold;
                count += above & Vector512<float>.One;
                *fires = (ushort)above.ExtractMostSignificantBits();
                fires += stepStride;
            }

            count.Store(counts + unit);
        }
    }

    /// <summary>Takes one step.</summary>
    /// <param name="constants">β and θ.</param>
    /// <param name="current">I of every unit in this step.</param>
    /// <param name="potential">U of every unit; zeros before the first step.</param>
    /// <param name="fires">Receives who fires.</param>
    /// <param name="counts">How often every unit has fired, to be added to.</param>
    /// <param name="width">Units of the row, padding included.</param>
    public static void TakeOne(MembraneConstants constants, float* current, float* potential, ulong* fires, float* counts, int width)
    {
        Vector512<float> decay = Vector512.Create(constants.Decay);
        Vector512<float> threshold = Vector512.Create(constants.Threshold);
        for (int unit = 0; unit < width; unit += Matrix.ColumnMultiple)
        {
            Vector512<float> before = Vector512.Load(potential + unit);
            Vector512<float> now = (before * decay) + Vector512.Load(current + unit) - (Vector512.GreaterThan(before, threshold) & threshold);
            Vector512<float> above = Vector512.GreaterThan(now, threshold);
            now.Store(potential + unit);
            (Vector512.Load(counts + unit) + (above & Vector512<float>.One)).Store(counts + unit);
            ((ushort*)fires)[unit / Matrix.ColumnMultiple] = (ushort)above.ExtractMostSignificantBits();
        }
    }
}
