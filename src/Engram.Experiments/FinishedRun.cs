using Engram.Analysis;
using Engram.Experiments.Analyses;
using Engram.Experiments.Runs;
using Engram.Training;

namespace Engram.Experiments;

/// <summary>All that a finished and analyzed run has left in its folder, apart from its weights.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Spec">What was trained.</param>
/// <param name="Record">On what it ran and what came out.</param>
/// <param name="Metrics">What every epoch showed.</param>
/// <param name="Analysis">What emerged.</param>
/// <param name="Wall">Activations of a few images; null where they were not kept.</param>
/// <param name="SpecText">The spec as the YAML text that reproduces the run.</param>
public sealed record FinishedRun(
    string Folder,
    RunSpec Spec,
    RunRecord Record,
    IReadOnlyList<EpochMetrics> Metrics,
    NetworkAnalysis Analysis,
    WallSample? Wall,
    string SpecText)
{
    /// <summary>Reads a run's folder.</summary>
    /// <exception cref="EngramException">There is no run, it is not finished or not analyzed, or a file is damaged.</exception>
    public static FinishedRun Read(string path)
    {
        var folder = RunFolder.Existing(path);
        folder.RequireWeights();
        RunSpec spec = SpecFile.Read(folder.SpecPath);
        RunChecksums.Require(folder);
        var analyses = new AnalysisFolder(folder);
        return new FinishedRun(
            path,
            spec,
            RunDocument.Read(folder.RecordPath),
            MetricsFile.Read(folder.MetricsPath),
            AnalysisDocument.Read(analyses.DocumentPath, path),
            WallFile.Read(analyses.WallPath, spec.Training.Layers),
            SpecFile.Format(spec));
    }

    /// <summary>Whether a run has been analyzed.</summary>
    public static bool IsAnalyzed(string path) => File.Exists(new AnalysisFolder(new RunFolder(path)).DocumentPath);
}
