namespace Engram.Experiments.Sweeps;

/// <summary>What a run of a sweep will probably take.</summary>
/// <param name="Run">The run.</param>
/// <param name="TrainSeconds">Seconds of training, without loading, testing and analyzing.</param>
/// <param name="DiskBytes">Bytes of its folder when it is finished.</param>
/// <param name="IsMeasured">Whether steps like its own were taken; otherwise its time follows from those of other runs.</param>
public sealed record RunEstimate(PlannedRun Run, double TrainSeconds, long DiskBytes, bool IsMeasured);
