using System.CommandLine;
using System.Diagnostics;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;
using Engram.Experiments.RunFiles;
using Engram.Families;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Threading;
using Engram.Training;

namespace Engram.Benchmarks.ClassCounts;

/// <summary><c>classes</c>: time to predict against the number of classes, where every label is tried (FF) and where none is (HFF).</summary>
internal static class ClassesCommand
{
    private const int TrainCount = 6_000;
    private const int TestCount = 2_000;
    private const int Repeats = 5;

    private static readonly int[] ClassCounts = [10, 30, 100, 300, 1_000];
    private static readonly string[] Models = ["ff", "hff"];

    public static Command Create()
    {
        Option<int> width = new("--width") { Description = "Units of each of the three layers.", DefaultValueFactory = _ => 784 };
        Option<int> epochs = new("--epochs") { Description = "Epochs of training before.", DefaultValueFactory = _ => 4 };
        Option<string?> output = new("--output") { Description = "CSV file to write (default: classes.csv in this machine's results); the figure goes beside it." };
        Option<bool> redraw = new("--redraw") { Description = "Measure nothing; draw the figure of a CSV file that is there." };
        Command command = new("classes", "Train small networks for 10 to 1,000 classes, and predict in turn.") { width, epochs, output, redraw };
        command.SetAction(parsed =>
        {
            string path = ResultFile.Path(parsed.GetValue(output), "classes", ".csv");
            if (!parsed.GetValue(redraw))
            {
                Run(parsed.GetValue(width), parsed.GetValue(epochs), path);
            }

            FigureFile.Write(
                ClassFigure.Draw(ResultFile.ReadCsv<ClassRow>(path)), Path.ChangeExtension(path, null), "Time to predict 10,000 images against the number of classes, FF and HFF");
        });
        return command;
    }

    private static void Run(int width, int epochs, string path)
    {
        using WorkerPool workers = new(MachineInfo.ThreadCount);
        List<ClassRow> rows = [];
        foreach (int classes in ClassCounts)
        {
            foreach (ClassRow row in Measure(classes, width, epochs, workers))
            {
                Console.WriteLine($"{row.Classes,5} classes, {row.Model,-4} {row.MedianSeconds,9:F3} s for 10,000 images, least {row.LeastSeconds,9:F3} s, accuracy {row.Accuracy:F3}");
                rows.Add(row);
            }
        }

        ResultFile.WriteTable(path, rows, new { machine = MachineDescription.Current, width, epochs, trainImages = TrainCount });
    }

    private static IEnumerable<ClassRow> Measure(int classes, int width, int epochs, WorkerPool workers)
    {
        ImageDataset train = ClassImages.Create("train", classes, TrainCount, seed: 1);
        ImageDataset test = ClassImages.Create("test", classes, TestCount, seed: 2);
        TrainingSpec[] specs = [.. Models.Select(model => ModelTable.Find(model).Defaults with { Layers = [width, width, width], Epochs = epochs, Shift = 0 })];
        NetworkBody[] networks = [.. specs.Select(spec => Train(spec, train, workers))];
        var seconds = networks.Select(_ => new List<double>()).ToArray();
        double[] accuracies = new double[networks.Length];
        for (int repeat = 0; repeat <= Repeats; repeat++)
        {
            for (int index = 0; index < networks.Length; index++)
            {
                long start = Stopwatch.GetTimestamp();
                int[] predicted = Predict(networks[index], test, specs[index].Prediction, workers);
                if (repeat > 0)
                {
                    seconds[index].Add(Stopwatch.GetElapsedTime(start).TotalSeconds * 10_000 / TestCount);
                }

                accuracies[index] = LabelPredictions.Accuracy(predicted, test.Labels);
            }
        }

        return networks.Select((_, index) => new ClassRow(
            classes, specs[index].Model, width, TestCount, workers.ThreadCount, seconds[index].Min(), seconds[index].Order().ElementAt(Repeats / 2), accuracies[index]));
    }

    private static int[] Predict(NetworkBody network, ImageDataset test, string rule, WorkerPool workers)
    {
        LabelScores scores = LabelScores.Compute(KernelTable.Current, workers, network, test);
        return new LabelPredictions(scores.Values, scores.LayerCount, scores.LabelCount).Predict(PredictionRules.Find(rule), 0, scores.LayerCount);
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
}
