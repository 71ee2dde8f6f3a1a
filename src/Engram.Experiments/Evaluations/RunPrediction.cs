using System.Text.Json;
using Engram.Analysis.Predictions;
using Engram.Data.Images;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Models;
using Engram.Threading;

namespace Engram.Experiments.Evaluations;

/// <summary>Predicts one's own images with a finished run.</summary>
public static class RunPrediction
{
    /// <summary>Predicts images with the prediction rule of the run's spec.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="paths">Images, folders of images, or files or folders of any form in which own data are read; labels are not looked at.</param>
    /// <param name="options">How.</param>
    /// <exception cref="EngramException">The run is not finished, the images cannot be read, or they do not fit its network.</exception>
    public static PredictionRecord Predict(string run, IReadOnlyList<string> paths, PredictionOptions options)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        int threads = MachineInfo.ThreadsFor(options.Threads);
        NetworkBody network = RunNetwork.Read(run, options.Warn).Body;
        InputFormat input = network.Input;
        if (input.Normalization is not { } normalization)
        {
            throw new EngramException($"The weights of the run {run} are of the first format, which does not say how pixels are normalized, so they cannot predict images; train the network again.");
        }

        var conversion = new ImageConversion { Resize = options.Resize ? (input.Shape.Height, input.Shape.Width) : null, Grayscale = options.Grayscale };
        RawImages images = new NetworkImages(input.Shape, conversion).Read(paths);
        using var workers = new WorkerPool(threads);
        IReadOnlyList<Prediction> predictions = ImagePredictions.Predict(network, images.WithoutLabels(paths.Count == 1 ? paths[0] : $"{paths[0]} and others", input.ClassNames, normalization), workers);
        bool votes = network.Traits.LayersVote;
        return new PredictionRecord(
            run,
            network.Model.Name,
            votes ? network.Spec.Prediction : null,
            votes && network.Spec.SkipFirstLayer,
            input.ClassNames,
            [.. predictions.Zip(images.Names, (prediction, name) => ToRecord(prediction, name, input.ClassNames))]);
    }

    /// <summary>Predictions as JSON text.</summary>
    public static string FormatJson(PredictionRecord record) => JsonSerializer.Serialize(record, PredictionJson.Documents.PredictionRecord) + "\n";

    /// <summary>Predictions as a table: a row for every image, with its label, what each layer says, and the score of every label.</summary>
    public static string FormatCsv(PredictionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        IEnumerable<string> layers = record.Images[0].Layers.Select((_, layer) => $"layer_{layer + 1}");
        return CsvTable.Format(
            string.Join(',', ["image", "label", "className", .. layers, .. record.ClassNames.Select((_, label) => $"score_{label}")]),
            record.Images.Select(image => (object?[])
            [
                image.Image, image.Label, image.ClassName, .. image.Layers.Select(layer => (object?)layer.Label), .. image.Scores.Select(score => (object?)score),
            ]));
    }

    private static PredictedImage ToRecord(Prediction prediction, string name, IReadOnlyList<string> classNames) => new(
        name,
        Known(prediction.Label),
        Name(prediction.Label, classNames),
        [.. prediction.Scores.Select(score => float.IsFinite(score) ? score : (float?)null)],
        [.. prediction.Layers.Select(layer => new PredictedLayer(Known(layer.Label), Name(layer.Label, classNames), layer.Scores))]);

    private static int? Known(int label) => label == EvaluationResult.NoPrediction ? null : label;

    private static string? Name(int label, IReadOnlyList<string> classNames) => label == EvaluationResult.NoPrediction ? null : classNames[label];
}
