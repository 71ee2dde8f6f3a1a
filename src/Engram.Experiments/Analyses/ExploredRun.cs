using Engram.Analysis.Units;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Threading;
using Engram.Training;

namespace Engram.Experiments.Analyses;

/// <summary>An analyzed run, and its network unit by unit.</summary>
/// <param name="Run">What the run has left in its folder, its analysis included.</param>
public sealed record ExploredRun(FinishedRun Run)
{
    /// <summary>What its units see, and with which others they are connected.</summary>
    internal NetworkUnits Units { get; private init; } = null!;

    /// <summary>Reads an analyzed run, and shows its network the images of the analysis again.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="options">Which images, as for the analysis.</param>
    /// <param name="progress">Told the name of each stage as it begins, or null.</param>
    /// <exception cref="EngramException">The run is not finished or not analyzed, a file is damaged, or the images are not found or are others.</exception>
    public static ExploredRun Read(string path, AnalysisRunOptions options, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        int threads = MachineInfo.ThreadsFor(options.Threads);
        var folder = RunFolder.Existing(path);
        folder.RequireWeights();
        RunSpec spec = SpecFile.Read(folder.SpecPath);

        // First what is read in no time: a run that is not analyzed waits for no images.
        FinishedRun? own = options.OtherData ? null : FinishedRun.Read(path, options.Warn);

        NetworkBody network = NetworkFile.Read(folder.WeightsPath, options.Warn);
        (DatasetSplits data, _, OtherData? other) = ShownData.Load(
            path, spec, network, RunDocument.Read(folder.RecordPath), options.Data, options.Reading, options.DataDirectory, options.OtherData);
        FinishedRun run = own ?? FinishedRun.ReadWith(path, other?.FolderName, options.Warn);
        if (run.Analysis.DataFingerprint is { } analyzed && analyzed != data.Test.Fingerprint)
        {
            throw new EngramException(
                $"The analysis of {path} is of images with the fingerprint {analyzed}, but those found have {data.Test.Fingerprint}; make it again with {(other is null ? RunCommands.Analyze(folder) : RunCommands.AnalyzeOther(folder))}.");
        }

        options.OnData(data.Origin);
        using var workers = new WorkerPool(threads);
        return new ExploredRun(run)
        {
            Units = UnitAnalysis.Measure(network, data.Test, RunAnalysis.OptionsOf(spec), workers, progress),
        };
    }
}
