using System.CommandLine;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;
using Engram.Experiments.RunFiles;
using Engram.Families;
using Engram.Models;
using Engram.Threading;
using Engram.Training;

namespace Engram.Benchmarks.Training;

/// <summary><c>allocations</c>: bytes that a step allocates once a training is under way, and of which types they are.</summary>
internal static class AllocationsCommand
{
    private const int Epochs = 4;
    private const int WarmUpEpochs = 2;

    public static Command Create()
    {
        Option<string?> output = new("--output") { Description = "JSON file to write (default: allocations.json in this machine's results)." };
        Command command = new("allocations", "Count the bytes that a training step allocates, for every model.") { output };
        command.SetAction(parsed => Run(parsed.GetValue(output)));
        return command;
    }

    private static void Run(string? output)
    {
        string path = ResultFile.Path(output, "allocations", ".json");
        // Sampling meets one allocation in 100 kB, so small batches, of which there are many, show the most.
        ImageDataset train = DatasetCatalog.Load(DatasetCatalog.All[0].Name).Train.Take(20_000);
        List<object> results = [];
        foreach (Model model in ModelTable.All)
        {
            TrainingSpec spec = model.Defaults with { Layers = [64, 64], BatchSize = 32, Epochs = Epochs };
            (double bytesPerStep, int steps) = Count(spec, train, listener: null);
            using AllocationListener listener = new();
            Count(spec, train, listener);
            Console.WriteLine($"{model.Title}: {bytesPerStep:F0} bytes per step over {steps} steps");
            foreach ((string type, long bytes) in listener.ByType)
            {
                Console.WriteLine($"  {bytes,10} bytes sampled  {type}");
            }

            results.Add(new { model = model.Name, bytesPerStep, steps, sampled = listener.ByType });
        }

        ResultFile.WriteJson(path, new { machine = MachineDescription.Current, results });
    }

    // The first and the last step of an epoch draw negatives and keep account; those between are what a run consists of.
    private static (double BytesPerStep, int Steps) Count(TrainingSpec spec, ImageDataset train, AllocationListener? listener)
    {
        using WorkerPool workers = new(MachineInfo.ThreadCount);
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        long sum = 0;
        int steps = 0;
        while (!trainer.IsComplete)
        {
            TrainingPosition position = trainer.State.Position;
            bool counted = position.EpochIndex >= WarmUpEpochs && position.StepIndex > 0 && position.StepIndex < trainer.StepsPerEpoch - 1;
            listener?.Listen(counted);
            long before = GC.GetTotalAllocatedBytes(precise: true);
            trainer.TakeStep();
            if (counted)
            {
                sum += GC.GetTotalAllocatedBytes(precise: true) - before;
                steps++;
            }
        }

        return ((double)sum / steps, steps);
    }
}
