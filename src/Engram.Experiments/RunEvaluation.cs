using System.Diagnostics;
using Engram.Analysis;
using Engram.Data;
using Engram.Experiments.Runs;
using Engram.Kernels;
using Engram.Models;
using Engram.Networks;

namespace Engram.Experiments;

/// <summary>Tests the weights of a finished run on images of one's choice.</summary>
public static class RunEvaluation
{
    /// <summary>Evaluates a run with the prediction rule of its spec.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="options">What to evaluate on.</param>
    /// <exception cref="EngramException">The run is not finished, or the images do not fit its network.</exception>
    public static EvaluationRecord Evaluate(string path, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var watch = Stopwatch.StartNew();
        var folder = RunFolder.Existing(path);
        RunSpec spec = SpecFile.Read(folder.SpecPath);
        folder.RequireWeights();
        Network network = NetworkFile.Read(folder.WeightsPath);
        RunIntegrity.Require(folder, options.Warn);
        string dataName = options.Data ?? spec.Data;
        DatasetSplits splits = DatasetCatalog.Load(dataName, options.DataDirectory);
        if (options.GoodnessPath is { } output)
        {
            OutputFile.Require(output, "--goodness", [path], splits.Origin?.Folder);
        }

        ImageDataset images = Images(splits, options);
        images = spec.LeaveOut is { } label ? images.Without(label) : images;
        using var workers = new WorkerPool(options.Threads ?? MachineInfo.ThreadCount);
        EvaluationResult result = Evaluation.Evaluate(
            network, images, spec.Training.Prediction, spec.Training.SkipFirstLayer, workers, spec.LeaveOut);
        if (options.GoodnessPath is { } goodnessPath)
        {
            GoodnessFile.Write(goodnessPath, result, images);
        }

        return new EvaluationRecord(
            path,
            spec.Training.Model,
            dataName,
            splits.Origin,
            options.Split,
            images.Count,
            network.Traits.LayersVote ? spec.Training.Prediction : null,
            spec.Training.SkipFirstLayer,
            result.Accuracy,
            result.UndecidedSamples,
            LayerRecord.From(result, network),
            watch.Elapsed.TotalSeconds);
    }

    private static ImageDataset Images(DatasetSplits splits, EvaluationOptions options)
    {
        ImageDataset images = options.Split switch
        {
            "test" => splits.Test,
            "train" => splits.Train,
            _ => throw new EngramException($"The split is \"{options.Split}\", but must be one of {string.Join(", ", EvaluationOptions.Splits)}."),
        };
        return options.Samples switch
        {
            null => images,
            { } count when count >= 1 && count <= images.Count => images.Take(count),
            { } count => throw new EngramException($"The sample count is {count}, but {images.Name} holds {images.Count} images; give 1 to {images.Count}."),
        };
    }
}
