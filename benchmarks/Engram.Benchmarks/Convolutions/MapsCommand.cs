using System.CommandLine;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;
using Engram.Experiments.RunFiles;
using Engram.Families;
using Engram.Families.Convolutional.Layers;
using Engram.Models.Layerwise;
using Engram.Tensors;
using Engram.Threading;
using Engram.Training;

namespace Engram.Benchmarks.Convolutions;

/// <summary><c>maps</c>: how sparse the maps and gradients of convolutional layers are in a training, which decides what can be left out.</summary>
internal static class MapsCommand
{
    public static Command Create()
    {
        Option<string[]> models = new("--models")
        {
            Description = "Convolutional models.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["conv-hff", "conv-lc"],
        };
        Option<int> steps = new("--steps") { Description = "Steps to train.", DefaultValueFactory = _ => 468 };
        Option<string?> output = new("--output") { Description = "CSV file to write (default: maps.csv in this machine's results)." };
        Command command = new("maps", "Train convolutional models for an epoch of MNIST, and count what is not zero in the last batch.") { models, steps, output };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(models), parsed.GetValue(steps), ResultFile.Path(parsed.GetValue(output), "maps", ".csv")));
        return command;
    }

    private static void Run(string[] models, int steps, string path)
    {
        ImageDataset train = DatasetCatalog.Load(DatasetCatalog.All[0].Name).Train;
        using WorkerPool workers = new(MachineInfo.ThreadCount);
        List<MapActivityRow> rows = [];
        foreach (string model in models)
        {
            foreach (bool normalizes in (bool[])[true, false])
            {
                rows.AddRange(Measure(train, ModelTable.Find(model).Defaults with { BatchNormalization = normalizes, Epochs = 2 }, steps, workers));
            }
        }

        ResultFile.WriteTable(path, rows, new { machine = MachineDescription.Current, data = train.Name, steps });
    }

    private static IEnumerable<MapActivityRow> Measure(ImageDataset train, TrainingSpec spec, int steps, WorkerPool workers)
    {
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        for (int step = 0; step < steps; step++)
        {
            trainer.TakeStep();
        }

        var phase = (LayerwisePhase)trainer.Phase;
        for (int index = 0; index < spec.Layers.Count; index++)
        {
            var layer = (ConvolutionalLayerRun)phase.Layer(index).Run;
            MapActivityRow row = new(
                spec.Model, spec.BatchNormalization, index + 1, steps, Active(layer.Output.Rows.Values, spec.BatchSize), Active(layer.Training.Delta, spec.BatchSize));
            Console.WriteLine(
                $"{row.Model}, {(row.BatchNormalization ? "with" : "without")} batch normalization, layer {row.LayerNumber}: {row.OutputActive:F3} of what it passes on, {row.GradientActive:F3} of its gradient");
            yield return row;
        }
    }

    private static double Active(Matrix rows, int count)
    {
        long zeros = 0;
        for (int row = 0; row < count; row++)
        {
            zeros += MemoryExtensions.Count(rows.Row(row), 0f);
        }

        return 1 - ((double)zeros / ((long)count * rows.Columns));
    }
}
