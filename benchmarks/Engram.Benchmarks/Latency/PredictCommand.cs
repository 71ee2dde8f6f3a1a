using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Engram.Experiments.RunFiles;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Threading;
using Engram.Training;

namespace Engram.Benchmarks.Latency;

/// <summary><c>predict</c>: the test images with all labels by a stored network, for comparisons with other programs.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        Argument<string> weights = new("weights") { Description = "Weights of a run on MNIST, weights.safetensors. Layers are joined as the model's defaults say." };
        Option<int> threads = new("--threads") { Description = "Threads.", DefaultValueFactory = _ => MachineInfo.ThreadCount };
        Option<int> repeats = new("--repeats") { Description = "Timed predictions, after one that is not.", DefaultValueFactory = _ => 5 };
        Command command = new("predict", "Predict the 10,000 test images, again and again; prints `predict S s` each time.") { weights, threads, repeats };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(weights), parsed.GetValue(threads), parsed.GetValue(repeats)));
        return command;
    }

    private static void Run(string weights, int threads, int repeats)
    {
        ImageDataset test = DatasetCatalog.Load(DatasetCatalog.All[0].Name).Test;
        NetworkBody network = NetworkFile.Read(weights);
        PredictionRule rule = PredictionRules.Find(network.Model.Defaults.Prediction);
        using WorkerPool workers = new(threads);
        int[] predicted = [];
        for (int repeat = 0; repeat <= repeats; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            LabelScores scores = LabelScores.Compute(KernelTable.Current, workers, network, test);
            predicted = new LabelPredictions(scores.Values, scores.LayerCount, scores.LabelCount).Predict(rule, 0, scores.LayerCount);
            if (repeat > 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"predict {Stopwatch.GetElapsedTime(start).TotalSeconds:F4} s"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy {LabelPredictions.Accuracy(predicted, test.Labels):F4}"));
    }
}
