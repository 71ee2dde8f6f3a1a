using System.CommandLine;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;
using Engram.Experiments.RunFiles;
using Engram.Families.Dense;
using Engram.Threading;
using Engram.Training;

namespace Engram.Benchmarks.Unions;

/// <summary><c>unions</c>: how many units neighbouring samples have active together, while a network trains.</summary>
internal static class UnionsCommand
{
    public static Command Create()
    {
        Option<int> epochs = new("--epochs") { Description = "Epochs per layer.", DefaultValueFactory = _ => 20 };
        Option<string?> output = new("--output") { Description = "CSV file to write (default: unions.csv in this machine's results)." };
        Option<string> figure = new("--figure")
        {
            Description = "Figure to write, without extension.",
            DefaultValueFactory = _ => Path.Combine(RepositoryFolder.Root, "docs", "images", "union-sizes"),
        };
        Command command = new("unions", "Count the active units of tiles of neighbouring samples, epoch by epoch.") { epochs, output, figure };
        command.SetAction(parsed => Run(parsed.GetValue(epochs), parsed.GetValue(output), parsed.GetRequiredValue(figure)));
        return command;
    }

    private static void Run(int epochs, string? output, string figure)
    {
        string path = ResultFile.Path(output, "unions", ".csv");
        ImageDataset train = DatasetCatalog.Load(DatasetCatalog.All[0].Name).Train;
        using WorkerPool workers = new(MachineInfo.ThreadCount);
        TrainingSpec spec = new() { Epochs = epochs };
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        UnionSizes unions = new(train, spec.Seed, workers);
        List<UnionRow> rows = [];
        while (!trainer.IsComplete)
        {
            foreach (EpochMetrics epoch in trainer.TakeStep())
            {
                rows.AddRange(unions.Measure(trainer.State.Dense, epoch.LayerIndex!.Value, epoch.EpochIndex));
                Console.WriteLine($"layer {epoch.LayerIndex + 1}, epoch {epoch.EpochIndex + 1}: {epoch.ActiveFraction:F3} of a positive's units are active");
            }
        }

        ResultFile.WriteTable(path, rows, new { machine = MachineDescription.Current, epochs, spec.Seed });
        FigureFile.Write(UnionFigure.Draw(rows), figure, "Active units of neighbouring samples");
    }
}
