using Engram.Analysis;
using Engram.Experiments;
using Engram.Training;

namespace Engram.Reports;

/// <summary>One finished and analyzed run: what a report is made of.</summary>
/// <param name="Folder">The run's folder, as the reader knows it.</param>
/// <param name="Spec">What was run.</param>
/// <param name="Record">On what it ran and what came out.</param>
/// <param name="Metrics">What every epoch showed; empty where it was not kept.</param>
/// <param name="Analysis">What emerged.</param>
/// <param name="Wall">Activations for the wall plot; null where they were not kept.</param>
/// <param name="SpecText">The spec as the YAML text that reproduces the run.</param>
public sealed record ReportedRun(
    string Folder,
    RunSpec Spec,
    RunRecord Record,
    IReadOnlyList<EpochMetrics> Metrics,
    NetworkAnalysis Analysis,
    WallSample? Wall,
    string SpecText);
