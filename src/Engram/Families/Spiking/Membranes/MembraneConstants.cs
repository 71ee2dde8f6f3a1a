namespace Engram.Families.Spiking.Membranes;

/// <summary>What all units of a spiking layer have in common.</summary>
/// <param name="Decay">β, what is left of a membrane potential after a step.</param>
/// <param name="Threshold">θ, above which a unit fires, and by which its potential falls in the next step.</param>
internal readonly record struct MembraneConstants(float Decay, float Threshold);
