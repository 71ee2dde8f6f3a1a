using System.Runtime.Intrinsics;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Families.Spiking.Membranes;

/// <summary>
/// Back through time inside a layer: from ∂L/∂count to δ(t) = ∂L/∂U(t) = ∂L/∂count · s(U(t) − θ) + β δ(t + 1), with the surrogate s for the derivative of a
/// spike. No gradient goes through the reset, as in snnTorch. ∂L/∂I(t) = δ(t), ∂L/∂β = Σ δ(t) U(t − 1), ∂L/∂θ = −Σ (∂L/∂count · s(U(t) − θ) + δ(t) S(t − 1)).
/// </summary>
/// <param name="decay">∂L/∂β of a row.</param>
/// <param name="threshold">∂L/∂θ of a row.</param>
internal readonly struct MembraneGradient(float decay, float threshold)
{
    /// <summary>Steps that there may be: their potentials are kept on the stack.</summary>
    public const int MaximumSteps = 256;

    public float Decay => decay;

    public float Threshold => threshold;

    /// <summary>Goes back through the steps of a row.</summary>
    /// <typeparam name="T">The surrogate.</typeparam>
    /// <param name="past">The row.</param>
    /// <param name="slope">How steep the surrogate is.</param>
    /// <param name="countGradient">∂L/∂count of every unit.</param>
    /// <param name="delta">Receives ∂L/∂I: of every step one row after the other where currents vary, otherwise one row.</param>
    /// <param name="firstRow">Where its rows begin.</param>
    /// <param name="dots">Receives Σ δ(t) I(t) over the units for every step; unused where currents stay.</param>
    public static unsafe MembraneGradient PassBack<T>(in MembranePast past, float slope, float* countGradient, Matrix delta, int firstRow, float* dots)
        where T : ISurrogateSlope
    {
        Vector512<float> steepness = Vector512.Create(slope);
        Vector512<float> beta = Vector512.Create(past.Constants.Decay);
        Vector512<float> theta = Vector512.Create(past.Constants.Threshold);
        Vector512<float> decaySum = default;
        Vector512<float> thresholdSum = default;
        Vector512<float>* potentials = stackalloc Vector512<float>[past.Steps + 1];
        Vector512<float>* products = stackalloc Vector512<float>[past.Varies ? past.Steps : 0];
        new Span<Vector512<float>>(products, past.Varies ? past.Steps : 0).Clear();
        potentials[0] = default;
        for (int unit = 0; unit < past.Width; unit += Matrix.ColumnMultiple)
        {
            Vector512<float> ofCount = Vector512.Load(countGradient + unit);
            if (Vector512.EqualsAll(ofCount, default))
            {
                Clear(past, delta, firstRow, unit);
                continue;
            }

            Remember(past, beta, theta, unit, potentials);
            Vector512<float> later = default;
            Vector512<float> sum = default;
            for (int step = past.Steps; step > 0; step--)
            {
                Vector512<float> before = potentials[step - 1];
                Vector512<float> ofSpike = ofCount * T.Of(potentials[step] - theta, steepness);
                later = (later * beta) + ofSpike;
                decaySum += later * before;
                thresholdSum -= ofSpike + (Vector512.GreaterThan(before, theta) & later);
                if (past.Varies)
                {
                    later.Store(delta.RowStart(firstRow + step - 1) + unit);
                    products[step - 1] += later * Vector512.Load(past.Currents(step - 1) + unit);
                }

                sum += later;
            }

            if (!past.Varies)
            {
                sum.Store(delta.RowStart(firstRow) + unit);
            }
        }

        for (int step = 0; past.Varies && step < past.Steps; step++)
        {
            dots[step] = Sum(products[step]);
        }

        return new MembraneGradient(Sum(decaySum), Sum(thresholdSum));
    }

    private static unsafe void Remember(in MembranePast past, Vector512<float> beta, Vector512<float> theta, int unit, Vector512<float>* potentials)
    {
        Vector512<float> potential = default;
        for (int step = 0; step < past.Steps; step++)
        {
            potential = (potential * beta) + Vector512.Load(past.Currents(step) + unit) - (Vector512.GreaterThan(potential, theta) & theta);
            potentials[step + 1] = potential;
        }
    }

    private static unsafe void Clear(in MembranePast past, Matrix delta, int firstRow, int unit)
    {
        for (int step = 0; step < (past.Varies ? past.Steps : 1); step++)
        {
            Vector512<float>.Zero.Store(delta.RowStart(firstRow + step) + unit);
        }
    }

    private static float Sum(Vector512<float> lanes) => KernelTable.SumLanes(lanes.GetLower() + lanes.GetUpper());
}
