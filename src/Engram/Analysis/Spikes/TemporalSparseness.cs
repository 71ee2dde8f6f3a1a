namespace Engram.Analysis.Spikes;

/// <summary>
/// Sparseness over units beside that over steps, means over images; null where no image has the measure. All three are Hoyer's measure
/// (√m − ‖v‖₁/‖v‖₂)/(√m − 1) of a vector v of m numbers, from 0 (all equal) to 1 (a single one above 0); images without a spike are left out.
/// </summary>
/// <param name="SampleCount">Images.</param>
/// <param name="OverUnits">v: spikes of each unit, m units.</param>
/// <param name="OverSteps">v: spikes of the whole layer in each step, m = T; null for one step.</param>
/// <param name="OfTrains">
/// v: the train of one unit, 1 in steps in which it fires, m = T, so that n spikes give (√T − √n)/(√T − 1); the mean over units that fire; null for one step.
/// </param>
/// <param name="SpikesPerFiringUnit">Spikes of a unit that fires.</param>
public sealed record TemporalSparseness(int SampleCount, double? OverUnits, double? OverSteps, double? OfTrains, double? SpikesPerFiringUnit);
