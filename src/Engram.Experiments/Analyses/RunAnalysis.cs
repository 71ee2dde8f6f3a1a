using Engram.Analysis;
using Engram.Analysis.Weights;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Storage;
using Engram.Threading;
using Engram.Training;

namespace Engram.Experiments.Analyses;

/// <summary>Analyzes what emerged in a finished run, and writes and reads the results in its folder.</summary>
public static class RunAnalysis
{
    /// <summary>Analyzes a run on the test images of its data set and writes <c>analysis/</c> in its folder.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="options">How to analyze it.</param>
    /// <param name="progress">Told the name of each stage as it begins, or null.</param>
    /// <returns>The result.</returns>
    /// <exception cref="EngramException">The run is not finished, its images are not found, or a file cannot be written.</exception>
    public static NetworkAnalysis Analyze(string path, AnalysisRunOptions options, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        int threads = MachineInfo.ThreadsFor(options.Threads);
        var folder = RunFolder.Existing(path);
        RunSpec spec = SpecFile.Read(folder.SpecPath);
        folder.RequireWeights();
        NetworkBody network = NetworkFile.Read(folder.WeightsPath, options.Warn);
        RunIntegrity.Require(folder, options.Warn);
        string weights = RunChecksums.WeightsLine(folder);
        IReadOnlyList<KeptPoint> kept = options.OverEpochs ? EpochRuns.RequireKept(folder) : [];
        RunRecord record = RunDocument.Read(folder.RecordPath);
        (DatasetSplits data, string name, OtherData? other) = ShownData.Load(
            path, spec, network, record, options.Data, options.Reading, options.DataDirectory, options.OtherData);

        var analyses = new AnalysisFolder(folder, other?.FolderName);
        using FolderLock hold = RunLock.TakeAnalysis(analyses);
        options.OnData(data.Origin);
        using var workers = new WorkerPool(threads);
        AnalysisResult result = NetworkAnalyzer.Analyze(network, data.Test, OptionsOf(spec), workers, progress);

        // Results name the data set as specs do, without the split.
        result = result with { Analysis = result.Analysis with { Data = name } };
        if (other is null && AnalysisValidation.FindOtherImages(result.Analysis, record) is { } difference)
        {
            throw new EngramException(
                $"The test images of {spec.DataName} are not those that the run {path} was tested with ({difference}); name the folder of those with --data-dir.");
        }

        Write(analyses, hold, weights, result);
        if (options.OverEpochs)
        {
            EpochsRecord epochs = EpochRuns.Measure(folder, spec, network, data.Test, kept, workers, progress ?? (_ => { }));
            EpochFiles.Write(analyses, hold, epochs);
            options.OnEpochs([.. epochs.Moments.Select(moment => EpochRow.Of(moment, moment.All))]);
        }

        options.OnFolder(analyses.Path);
        return result.Analysis;
    }

    /// <summary>How a run's network is analyzed.</summary>
    internal static AnalysisOptions OptionsOf(RunSpec spec) => new()
    {
        Prediction = spec.Training.Prediction,
        SkipFirstLayer = spec.Training.SkipFirstLayer,
        LeftOutClass = spec.LeaveOut,
    };

    /// <summary>The analysis of a run as JSON text, as <c>analysis/analysis.json</c> has it.</summary>
    public static string Format(NetworkAnalysis analysis) => AnalysisDocument.Format(analysis);

    /// <summary>Writes one table about the classes that were left out of several runs.</summary>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    public static void WriteUnseenTable(string path, IEnumerable<NetworkAnalysis> analyses) => CsvTable.Write(
        path,
        UnseenTable.Header,
        analyses.Where(analysis => analysis.UnseenCategory is not null)
            .SelectMany(analysis => UnseenTable.Rows(analysis.Model, analysis.UnseenCategory!)));

    // The document comes last: where it is, the tables are too.
    private static void Write(AnalysisFolder folder, FolderLock hold, string weights, AnalysisResult result)
    {
        NetworkAnalysis analysis = result.Analysis;
        List<string> files = [];
        foreach (var (name, header, rows) in AnalysisTables.All(analysis))
        {
            hold.Require();
            CsvTable.Write(folder.TablePath(name), header, rows);
            files.Add(folder.TablePath(name));
        }

        hold.Require();
        Saliency saliency = analysis.Saliency;
        NpzFile.Write(folder.SaliencyPath, new Dictionary<string, NpyArray>
        {
            ["saliency"] = new NpyArray(
                [.. saliency.ClassMeans.SelectMany(map => map)], saliency.ClassMeans.Count, saliency.Channels, saliency.Height, saliency.Width),
        });
        WallFile.Write(folder.WallPath, result.Wall);
        ImagesFile.Write(folder.ImagesPath, result.Pictures);
        files.Add(folder.ImagesPath);
        if (result.Maps is { } maps)
        {
            MapsFile.Write(folder.MapsPath, maps);
            files.Add(folder.MapsPath);
        }

        if (result.Rasters is { } rasters)
        {
            SpikesFile.Write(folder.SpikesPath, rasters);
            files.Add(folder.SpikesPath);
        }

        string document = AnalysisDocument.Format(analysis);
        hold.Require();
        AnalysisChecksums.Write(folder, weights, [.. files, folder.SaliencyPath, folder.WallPath], document);
        AtomicFile.WriteAllText(folder.DocumentPath, document);
    }
}
