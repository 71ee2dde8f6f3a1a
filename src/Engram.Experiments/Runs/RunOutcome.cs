using Engram.Experiments.RunFiles;

namespace Engram.Experiments.Runs;

/// <summary>How a run, or this session of it, ended.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Record">What <c>run.json</c> says now; its status is finished, interrupted or failed.</param>
public sealed record RunOutcome(string Folder, RunRecord Record);
