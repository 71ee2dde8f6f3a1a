using Engram.Analysis.Lesions;
using Engram.Experiments.Analyses;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Threading;

namespace Engram.Experiments.Evaluations;

/// <summary>Silences units of a finished run's network, and writes what that costs beside the run's analysis.</summary>
public static class RunLesions
{
    /// <summary>Silences units of a run.</summary>
    /// <param name="path">The run's folder; its weights stay as they are.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the name of each stage as it begins, or null.</param>
    /// <exception cref="EngramException">The run is not finished, its images are not found, a setting cannot be used, or a file cannot be written.</exception>
    public static LesionRecord Lesion(string path, LesionRunOptions options, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        int threads = MachineInfo.ThreadsFor(options.Threads);
        var folder = RunFolder.Existing(path);
        RunSpec spec = SpecFile.Read(folder.SpecPath);
        LesionOptions settings = Settings(options, spec);
        NetworkBody network = RunNetwork.Read(path, options.Warn).Body;
        settings.Require(network.Input.ClassCount);
        LesionAnalyzer.RequireReplacement(network, settings);
        string weights = Checksums.HashText(RunChecksums.WeightsLine(folder));
        (DatasetSplits splits, string name, OtherData? other) = ShownData.Load(
            path, spec, network, RunDocument.Read(folder.RecordPath), options.Data, options.Reading, options.DataDirectory, options.OtherData);

        var results = new AnalysisFolder(folder, other?.FolderName);
        using FolderLock hold = RunLock.TakeAnalysis(results);
        options.OnData(splits.Origin);
        using var workers = new WorkerPool(threads);
        LesionAnalysis lesions = LesionAnalyzer.Analyze(network, splits.Test, settings, workers, progress);
        LesionRecord record = new(path, spec.Training.Model, name, weights, splits.Test.Fingerprint, settings.Seed, lesions);
        LesionFiles.Write(results, hold, record);
        options.OnFolder(results.Path);
        return record;
    }

    /// <summary>What was found as JSON text, as <c>analysis/lesions.json</c> has it.</summary>
    public static string Format(LesionRecord record) => LesionFiles.Format(record);

    private static LesionOptions Settings(LesionRunOptions options, RunSpec spec)
    {
        LesionOptions usual = new();
        return new LesionOptions
        {
            RandomSets = options.RandomSets ?? usual.RandomSets,
            Samples = options.Samples ?? usual.Samples,
            Replacement = options.Replacement is { } name ? LesionOptions.FindReplacement(name) : usual.Replacement,
            Seed = options.Seed ?? spec.Training.Seed,
        };
    }
}
