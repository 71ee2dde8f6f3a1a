using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Sweeps;

/// <summary>What a run of a sweep will take, roughly guessed.</summary>
/// <param name="Run">The run.</param>
/// <param name="TrainSeconds">Seconds of training, without loading, testing and analyzing.</param>
/// <param name="DiskBytes">Bytes of its folder when it is finished.</param>
/// <param name="MemoryBytes">Memory that its process takes at most.</param>
/// <param name="IsMeasured">Whether a run like it was tried; otherwise its time follows from those of other runs.</param>
public sealed record RunEstimate(PlannedRun Run, double TrainSeconds, long DiskBytes, long MemoryBytes, bool IsMeasured);
