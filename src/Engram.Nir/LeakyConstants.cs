using Engram.Families.Spiking.Membranes;

namespace Engram.Nir;

/// <summary>
/// What NIR's LIF has for β and θ: τ dv/dt = −v + r I, and a spike where v &gt; v_threshold. A step of dt makes v := (1 − dt/τ) v + (dt/τ) r I of it. With
/// dt/τ = 1 − β and r = 1 that is U(t) = β U(t − 1) + I(t) for v = (1 − β) U, so v_threshold is (1 − β) θ.
/// </summary>
/// <remarks>
/// v = U would take r = 1/(1 − β), which Norse's import leaves out. Numbers are of double precision, so that 1 − dt/τ, rounded, is β to the bit.
/// </remarks>
/// <param name="TimeConstant">τ in seconds.</param>
/// <param name="Threshold">v_threshold.</param>
internal readonly record struct LeakyConstants(double TimeConstant, double Threshold)
{
    /// <summary>r.</summary>
    public const double Resistance = 1;

    /// <summary>Those of a layer; β is below 1.</summary>
    public static LeakyConstants Of(MembraneConstants constants)
    {
        double leak = 1 - (double)constants.Decay;
        return new LeakyConstants(NirFile.StepLength / leak, leak * constants.Threshold);
    }
}
