namespace Engram.Experiments.Sweeps;

/// <summary>How a sweep, or this session of it, ended.</summary>
/// <param name="Finished">Names of the runs that are complete.</param>
/// <param name="Failures">The last attempt at each run that was given up.</param>
/// <param name="Unfinished">Names of the runs that were stopped or had not begun.</param>
public sealed record SweepOutcome(IReadOnlyList<string> Finished, IReadOnlyList<SweepAttempt> Failures, IReadOnlyList<string> Unfinished);
