using System.Diagnostics;
using Engram.Analysis.Predictions;
using Engram.Data;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Threading;

namespace Engram.Experiments.Evaluations;

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
        int threads = MachineInfo.ThreadsFor(options.Threads);
        if (!EvaluationOptions.Splits.Contains(options.Split))
        {
            throw UnknownSplit(options.Split);
        }

        var watch = Stopwatch.StartNew();
        var folder = RunFolder.Existing(path);
        RunSpec spec = SpecFile.Read(folder.SpecPath);
        NetworkBody network = RunNetwork.Read(path, options.Warn).Body;
        (DatasetSplits splits, string dataName, OtherData? other) = ShownData.Load(
            path, spec, network, RunDocument.Read(folder.RecordPath), options.Data, options.Reading, options.DataDirectory, options.OtherData);

        if (options.GoodnessPath is { } output)
        {
            string? own = splits.Origin is { Remark: not null } origin ? origin.Folder : null;
            OutputFile.Require(output, "--goodness", [path], splits.Origin?.Folder, new[] { own, options.Reading?.Invoke(spec).TestPath }.OfType<string>());
        }

        ImageDataset images = Images(spec, splits, options, other);
        using var workers = new WorkerPool(threads);
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
            watch.Elapsed.TotalSeconds)
        {
            OtherData = other is not null,
        };
    }

    private static ImageDataset Images(RunSpec spec, DatasetSplits splits, EvaluationOptions options, OtherData? other)
    {
        ImageDataset images = options.Split switch
        {
            "test" => splits.Test,
            "train" => splits.Train,
            "validation" => Validation(spec, splits, options, other),
            _ => throw UnknownSplit(options.Split),
        };
        images = options.Samples switch
        {
            null => images,
            { } count when count >= 1 && count <= images.Count => images.Take(count),
            { } count => throw new EngramException($"The sample count is {count}, but {images.Name} holds {images.Count} images; give 1 to {images.Count}."),
        };
        return spec.LeaveOut is { } label && images.LeftOutLabel is null ? images.Without(label) : images;
    }

    private static EngramException UnknownSplit(string name) =>
        new($"The split is \"{name}\", but must be one of {string.Join(", ", EvaluationOptions.Splits)}.");

    /// <summary>The images that the run kept for validation: they are drawn again, from its seed.</summary>
    private static ImageDataset Validation(RunSpec spec, DatasetSplits splits, EvaluationOptions options, OtherData? other)
    {
        TrainingSpec training = spec.Training;
        if (training.ValidationSplit == 0)
        {
            throw new EngramException($"The split is \"{options.Split}\", but the run was trained without a validationSplit; choose test or train.");
        }

        return other is null
            ? ValidationSplit.Of(RunData.Of(spec, splits).Train, training.ValidationSplit, training.Seed).Validation!
            : throw new EngramException($"The split is \"{options.Split}\", but the run kept no images of other data for it; leave --other-data out, or choose test or train.");
    }
}
