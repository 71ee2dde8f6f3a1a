using Engram.Analysis;
using Engram.Analysis.Predictions;
using Engram.Experiments.Analyses;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Reports;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Reports;

/// <summary>Hundreds of classes from the training to the report: nothing ends at a byte, and nothing grows with the pairs of classes.</summary>
public sealed class ManyClassesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ff", 300, 36)]
    [InlineData("bp", 1000, 8)]
    public void A_network_of_many_classes_is_trained_tested_analyzed_and_reported(string model, int classes, int side)
    {
        using WorkerPool workers = new(2);
        ImageDataset train = Images(classes, side, 3 * classes);
        ImageDataset test = Images(classes, side, classes);
        TrainingSpec training = new() { Model = model, Layers = [48, 32], Epochs = 2, BatchSize = 100, LearningRate = 0.01f };
        NetworkBody network = Train(training, train, workers);
        AnalysisResult result = NetworkAnalyzer.Analyze(network, test, new AnalysisOptions { Prediction = "softmax", SkipFirstLayer = false }, workers);
        Assert.True(model == "ff" || result.Evaluation.Predictions.Any(label => label > byte.MaxValue), "So short a training of FF may know few labels; BP knows many.");
        Predictor predictor = new(network, "softmax", skipFirstLayer: false);
        Assert.Equal(result.Evaluation.Predictions[..20], Enumerable.Range(0, 20).Select(sample => predictor.PredictLabel(test.Pixels(sample))));

        NetworkAnalysis analysis = result.Analysis with { Data = "mnist" };
        Assert.Empty(analysis.PixelSimilarity);
        Assert.All(analysis.All.Layers.SelectMany(layer => layer.Ensembles), set => Assert.Empty(set.Shared.Jaccard));
        RunSpec spec = new() { Training = training };
        AnalysisValidation.Require(analysis, spec, isOfOtherData: false);
        Assert.InRange(AnalysisDocument.Format(analysis).Length, 1, 20_000_000);
        var tables = AnalysisTables.All(analysis).ToArray();
        Assert.DoesNotContain(tables, table => table.Name is "shared-units" or "connections");
        Assert.All(tables, table => Assert.InRange(table.Rows.Count(), 1, 20 * classes));
        Assert.Equal(classes + 1, tables.First(table => table.Name == "accuracy").Rows.Count());
        WallFile.Write(_folder["wall.npz"], result.Wall);
        Assert.InRange(result.Wall.Labels.Count, 0, 5120);

        FinishedRun run = new SyntheticRun { Model = model, LayerCount = 2 }.Build() with { Spec = spec, Analysis = analysis, Wall = result.Wall };
        Report.Write(_folder["report.html"], _folder["figures"], "Many classes", [run]);
        Assert.InRange(new FileInfo(_folder["report.html"]).Length, 1, 10_000_000);
        string[] figures = [.. Directory.GetFiles(_folder["figures"], "*.svg").Select(file => Path.GetFileNameWithoutExtension(file))];
        Assert.NotEmpty(figures);
        Assert.DoesNotContain(figures, name => name.EndsWith("wall", StringComparison.Ordinal) || name.EndsWith("shared-units", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_of_a_thousand_classes_are_written_into_images_that_have_room_for_them()
    {
        using WorkerPool workers = new(2);
        ImageDataset train = Images(1000, 64, 1000);
        NetworkBody network = Train(new TrainingSpec { Layers = [32, 32], Epochs = 1, BatchSize = 100 }, train, workers);
        EvaluationResult result = Evaluation.Evaluate(network, train.Take(50), "softmax", skipFirstLayer: false, workers);
        Assert.Equal(50 * 2 * 1000, result.Scores.Length);
        Assert.StartsWith(
            "many has 1000 classes, whose label takes 1000 of the 784 pixels of a channel, but a quarter is the most",
            Assert.Throws<EngramException>(() => TrainingDrivers.Create(new TrainingSpec(), Images(1000, 28, 10), workers)).Message,
            StringComparison.Ordinal);
    }

    private static NetworkBody Train(TrainingSpec spec, ImageDataset train, WorkerPool workers)
    {
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
        }

        return trainer.State.Network;
    }

    private static ImageDataset Images(int classes, int side, int count)
    {
        byte[] pixels = new byte[count * side * side];
        int[] labels = new int[count];
        Random noise = new(count);
        for (int sample = 0; sample < count; sample++)
        {
            labels[sample] = sample % classes;
            Random pattern = new(labels[sample]);
            foreach (ref byte pixel in pixels.AsSpan(sample * side * side, side * side))
            {
                pixel = (byte)(pattern.Next(4) == 0 ? 200 + noise.Next(50) : 0);
            }
        }

        string[] names = [.. Enumerable.Range(0, classes).Select(label => $"class {label}")];
        return new ImageDataset("many", new ImageShape(1, side, side), pixels, labels, names, PixelNormalization.Mnist);
    }
}
