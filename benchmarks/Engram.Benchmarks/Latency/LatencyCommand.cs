using System.CommandLine;
using System.Diagnostics;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;
using Engram.Experiments.RunFiles;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models.Scores;
using Engram.Threading;
using Engram.Training;

namespace Engram.Benchmarks.Latency;

/// <summary><c>latency</c>: time to predict one image, and 10,000; time to find the ensemble of a class by the dearest rule.</summary>
internal static class LatencyCommand
{
    private const int SingleCalls = 2_000;
    private const int WarmUpCalls = 500;
    private const int PublicCalls = 50;
    private const int WholeCalls = 5;

    public static Command Create()
    {
        Option<int> epochs = new("--epochs") { Description = "Epochs per layer of the network that predicts.", DefaultValueFactory = _ => 10 };
        Option<string?> output = new("--output") { Description = "JSON file to write (default: latency.json in this machine's results)." };
        Command command = new("latency", "Train a network, predict images one by one and all together, find ensembles.") { epochs, output };
        command.SetAction(parsed => Run(parsed.GetValue(epochs), parsed.GetValue(output)));
        return command;
    }

    private static void Run(int epochs, string? output)
    {
        string path = ResultFile.Path(output, "latency", ".json");
        DatasetSplits data = DatasetCatalog.Load(DatasetCatalog.All[0].Name);
        List<LatencyRow> rows = [];
        using WorkerPool all = new(MachineInfo.ThreadCount);
        DenseNetwork network = Train(data.Train, epochs, all);
        foreach (int threads in (int[])[1, MachineInfo.ThreadCount])
        {
            using WorkerPool workers = new(threads);
            rows.AddRange(Measure(network, data.Test, workers));
            rows.AddRange(MeasureEnsembles(network, data.Test, workers));
        }

        foreach (LatencyRow row in rows)
        {
            Console.WriteLine($"{row.What,-44} {row.Threads} thread(s)  least {row.LeastMilliseconds,9:F4} ms  median {row.MedianMilliseconds,9:F4} ms  99 % within {row.LateMilliseconds,9:F4} ms  {row.BytesPerCall,10:F0} bytes");
        }

        ResultFile.WriteJson(path, new { machine = MachineDescription.Current, epochs, latencies = rows });
    }

    private static IEnumerable<LatencyRow> Measure(DenseNetwork network, ImageDataset test, WorkerPool workers)
    {
        PredictionRule rule = PredictionRules.Find(new TrainingSpec().Prediction);
        ImageDataset one = test.Take(1);
        Predictor predictor = new(network, rule.Name, skipFirstLayer: false);
        yield return LatencyRow.Measure("one image, Predictor", workers.ThreadCount, WarmUpCalls, SingleCalls, call => predictor.PredictLabel(test.Pixels(call % test.Count)));
        yield return LatencyRow.Measure("one image, Evaluation.Evaluate", workers.ThreadCount, PublicCalls, PublicCalls, _ => Evaluation.Evaluate(network, one, rule.Name, false, workers));
        yield return LatencyRow.Measure($"{test.Count} images, goodness of all labels", workers.ThreadCount, 1, WholeCalls, _ => LabelScores.Compute(KernelTable.Current, workers, network, test));
        yield return LatencyRow.Measure($"{test.Count} images, Evaluation.Evaluate", workers.ThreadCount, 1, WholeCalls, _ => Evaluation.Evaluate(network, test, rule.Name, false, workers));
    }

    // Sorting a class's activations, which the rules share, is in the time of each.
    private static IEnumerable<LatencyRow> MeasureEnsembles(DenseNetwork network, ImageDataset test, WorkerPool workers)
    {
        EnsembleRule rule = EnsembleRules.Find("kolmogorov-smirnov");
        var representations = HiddenRepresentations.Compute(network, test, workers);
        var samples = ClassSamples.Group(representations.Labels, test.ClassCount);
        for (int index = 0; index < representations.LayerCount; index++)
        {
            LayerActivations layer = new(representations, index, samples, workers);
            yield return LatencyRow.Measure(
                $"ensemble of a class, layer {index + 1}, {rule.Name}", workers.ThreadCount, 0, test.ClassCount, call => rule.Find(layer, call));
        }
    }

    private static DenseNetwork Train(ImageDataset train, int epochs, WorkerPool workers)
    {
        var watch = Stopwatch.StartNew();
        TrainingDriver trainer = TrainingDrivers.Create(new TrainingSpec { Epochs = epochs }, train, workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
        }

        Console.WriteLine($"Trained for {epochs} epoch(s) per layer in {watch.Elapsed.TotalSeconds:F1} s.");
        return trainer.State.Dense;
    }
}
