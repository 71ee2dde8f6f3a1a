using System.Diagnostics;
using Engram.Analysis.Predictions;
using Engram.Analysis.ReadOuts;
using Engram.Data;
using Engram.Experiments.Analyses;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Threading;

namespace Engram.Experiments.Evaluations;

/// <summary>Trains linear classifiers on the features of a finished run, and writes what they say beside its analysis.</summary>
public static class RunReadOut
{
    /// <summary>Reads out a run.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the name of each stage as it begins, or null.</param>
    /// <exception cref="EngramException">The run is not finished, its images are not found, a setting cannot be used, or a file cannot be written.</exception>
    public static ReadOutRecord ReadOut(string path, ReadOutRunOptions options, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        int threads = MachineInfo.ThreadsFor(options.Threads);
        SpecDemand.Require(options.ValidationSplit is null or (>= 0 and < 1), "validationSplit", options.ValidationSplit, "use a share from 0 to below 1");
        var watch = Stopwatch.StartNew();
        var folder = RunFolder.Existing(path);
        RunSpec spec = SpecFile.Read(folder.SpecPath);
        NetworkBody network = RunNetwork.Read(path, options.Warn).Body;
        LinearReadOutOptions settings = Settings(options, spec);
        settings.Require(network.LayerShapes.Count);
        string weights = Checksums.HashText(RunChecksums.WeightsLine(folder));
        (DatasetSplits splits, string name, OtherData? other) = ShownData.Load(
            path, spec, network, RunDocument.Read(folder.RecordPath), options.Data, options.Reading, options.DataDirectory, options.OtherData);
        float share = options.ValidationSplit ?? (other is null ? spec.Training.ValidationSplit : 0);
        ReadOutImages images = Images(spec, splits, other, share);

        var results = new AnalysisFolder(folder, other?.FolderName);
        using FolderLock hold = RunLock.TakeAnalysis(results);
        options.OnData(splits.Origin);
        using var workers = new WorkerPool(threads);
        progress?.Invoke("the network itself");
        EvaluationResult own = Evaluation.Evaluate(network, images.Test, spec.Training.Prediction, spec.Training.SkipFirstLayer, workers, spec.LeaveOut);
        IReadOnlyList<LinearReadOut> readOuts = LinearReadOutTraining.Train(network, images, settings, workers, progress);
        ReadOutRecord record = new(
            path,
            spec.Training.Model,
            name,
            weights,
            images.Train.Fingerprint,
            images.Test.Fingerprint,
            images.Train.Count,
            images.Validation?.Count ?? 0,
            images.Test.Count,
            settings.Epochs,
            settings.LearningRate,
            settings.WeightDecay,
            settings.BatchSize,
            settings.Seed,
            share,
            own.Accuracy,
            [.. readOuts.Select(readOut => Describe(readOut, own))],
            watch.Elapsed.TotalSeconds);
        ReadOutFiles.Write(results, hold, record, readOuts);
        options.OnFolder(results.Path);
        return record;
    }

    /// <summary>What was found as JSON text, as <c>analysis/read-out.json</c> has it.</summary>
    public static string Format(ReadOutRecord record) => ReadOutFiles.Format(record);

    private static LinearReadOutOptions Settings(ReadOutRunOptions options, RunSpec spec)
    {
        LinearReadOutOptions usual = new();
        return new LinearReadOutOptions
        {
            Layers = options.Layers,
            EachLayer = options.EachLayer,
            Epochs = options.Epochs ?? usual.Epochs,
            LearningRate = options.LearningRate ?? usual.LearningRate,
            WeightDecay = options.WeightDecay ?? usual.WeightDecay,
            BatchSize = options.BatchSize ?? usual.BatchSize,
            Seed = options.Seed ?? spec.Training.Seed,
        };
    }

    // The share is drawn as the run's is: the same share is the same images, which the network has not learned from.
    private static ReadOutImages Images(RunSpec spec, DatasetSplits splits, OtherData? other, float share)
    {
        DatasetSplits images = other is null ? RunData.Of(spec, splits) : RunData.LeaveOut(spec, splits);
        if (images.Train.Fingerprint == images.Test.Fingerprint)
        {
            throw new EngramException(
                $"{images.Train.Name} has no images for the test alone, so a read-out would be tested on what it learned from; name test images with --test-data, or add --test-split.");
        }

        var parts = ValidationSplit.Of(images.Train, share, spec.Training.Seed);
        return new ReadOutImages(parts.Train, parts.Validation, images.Test);
    }

    private static LayersReadOut Describe(LinearReadOut readOut, EvaluationResult own) => new(
        [.. readOut.Layers.Select(layer => layer + 1)],
        readOut.Weights.Length / readOut.Biases.Length,
        readOut.Train.Loss,
        readOut.Train.Accuracy,
        readOut.Validation?.Accuracy,
        readOut.Test.Accuracy,
        readOut.Layers is [var layer] && double.IsFinite(own.Layers[layer].Accuracy) ? own.Layers[layer].Accuracy : null);
}
