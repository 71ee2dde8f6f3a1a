using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>A run of a plan.</summary>
/// <param name="Name">Name of its folder within the plan's.</param>
/// <param name="Spec">What to train.</param>
public sealed record PlannedRun(string Name, RunSpec Spec);
