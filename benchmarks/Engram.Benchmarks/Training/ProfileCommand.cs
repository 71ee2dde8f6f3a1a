using System.CommandLine;
using System.Diagnostics;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;
using Engram.Experiments.RunFiles;
using Engram.Families;
using Engram.Kernels;
using Engram.Models;
using Engram.Threading;
using Engram.Training;

namespace Engram.Benchmarks.Training;

/// <summary><c>profile</c>: where a training's time goes, kernel by kernel.</summary>
internal static class ProfileCommand
{
    public static Command Create()
    {
        Option<string> model = new("--model") { Description = "What is trained, at its defaults.", DefaultValueFactory = _ => "ff" };
        Option<int> epochs = new("--epochs") { Description = "Epochs, per layer where layers train one by one.", DefaultValueFactory = _ => 6 };
        Option<int> threads = new("--threads") { Description = "Threads.", DefaultValueFactory = _ => MachineInfo.ThreadCount };
        Option<string?> output = new("--output") { Description = "CSV file to write (default: profile-<model>.csv in this machine's results)." };
        Command command = new("profile", "Train with a clock around every kernel.") { model, epochs, threads, output };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(model), parsed.GetValue(epochs), parsed.GetValue(threads), parsed.GetValue(output)));
        return command;
    }

    private static void Run(string model, int epochs, int threads, string? output)
    {
        Model named = ModelTable.Find(model);
        string path = ResultFile.Path(output, $"profile-{named.Name}", ".csv");
        ImageDataset train = DatasetCatalog.Load(DatasetCatalog.All[0].Name).Train;
        using WorkerPool workers = new(threads);
        using WorkerPool single = new(1);
        double peak = MachinePeaks.MultiplyAdds(KernelTable.Current.Name, single);
        TrainingDriver trainer = TrainingDrivers.Create(named.Defaults with { Epochs = epochs }, train, workers);
        TimedKernels kernels = new(KernelTable.Current);
        TrainingProbe.UseKernels(trainer, kernels);
        List<ProfileRow> rows = [];
        long started = Stopwatch.GetTimestamp();
        while (!trainer.IsComplete)
        {
            IReadOnlyList<EpochMetrics> ended = trainer.TakeStep();
            if (ended.Count == 0)
            {
                continue;
            }

            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            ProfileRow[] ofEpoch = [.. Rows(named.Name, ended[0], kernels, seconds, threads, peak)];
            Show(ofEpoch);
            rows.AddRange(ofEpoch);
            foreach ((_, KernelClock clock) in kernels.Clocks)
            {
                clock.Reset();
            }

            started = Stopwatch.GetTimestamp();
        }

        ResultFile.WriteTable(path, rows, new { machine = MachineDescription.Current, model = named.Name, epochs, threads, multiplyAddsPerSecondOfAThread = peak });
    }

    private static IEnumerable<ProfileRow> Rows(string model, EpochMetrics epoch, TimedKernels kernels, double seconds, int threads, double peak)
    {
        double all = seconds * threads;
        double rest = all;
        foreach ((string name, KernelClock clock) in kernels.Clocks)
        {
            rest -= clock.Seconds;
            double? share = clock.MultiplyAdds > 0 ? clock.MultiplyAdds / clock.Seconds / peak : null;
            yield return new ProfileRow(
                model, epoch.LayerIndex + 1, epoch.EpochIndex + 1, name, seconds, clock.Seconds, clock.Seconds / all, clock.Calls, 1e-9 * clock.MultiplyAdds, share);
        }

        yield return new ProfileRow(model, epoch.LayerIndex + 1, epoch.EpochIndex + 1, "other", seconds, rest, rest / all, 0, 0, null);
    }

    private static void Show(ProfileRow[] rows)
    {
        Console.WriteLine($"layer {rows[0].Layer?.ToString() ?? "all"}, epoch {rows[0].Epoch}, {rows[0].EpochSeconds:F3} s");
        foreach (ProfileRow row in rows)
        {
            Console.WriteLine($"  {row.Kernel,-8} {row.ThreadSeconds,7:F3} s {row.Share,6:P0} {row.Calls,9} calls {row.GigaMultiplyAdds,8:F2} G multiply-adds {row.PeakShare,6:P0}");
        }
    }
}
