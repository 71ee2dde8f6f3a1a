using System.CommandLine;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;

namespace Engram.Benchmarks.Kernels;

/// <summary><c>quick</c>: all kernels in bounded time.</summary>
internal static class QuickCommand
{
    public static Command Create()
    {
        Option<int> threads = new("--threads") { Description = "Threads of the products.", DefaultValueFactory = _ => 1 };
        Option<double> seconds = new("--seconds") { Description = "About how long it may take.", DefaultValueFactory = _ => 100 };
        Option<string?> output = new("--output") { Description = "JSON file to write (default: kernels.json in this machine's results)." };
        Command command = new("quick", "Time every kernel, least of several, against the machine's peaks.") { threads, seconds, output };
        command.Aliases.Add("--quick");
        command.SetAction(parsed => Run(parsed.GetValue(threads), parsed.GetValue(seconds), parsed.GetValue(output)));
        return command;
    }

    private static void Run(int threads, double seconds, string? output)
    {
        string path = ResultFile.Path(output, threads == 1 ? "kernels" : $"kernels-{threads}-threads", ".json");
        MachinePeaks peaks = MachinePeaks.Measure(threads);
        Console.WriteLine($"{MachineDescription.Current.Cpu}, {MachineDescription.Current.Kernels} kernels, {threads} thread(s)");
        Console.WriteLine($"peak {2e-9 * peaks.MultiplyAddsPerSecond:F1} GFLOP/s, read {1e-9 * peaks.ReadBytesPerSecond:F1} GB/s, triad {1e-9 * peaks.TriadBytesPerSecond:F1} GB/s");
        Console.WriteLine();
        Console.WriteLine($"{"kernel",-16} {"size",-14} {"pattern",-9} {"active",6} {"ms",9} {"GFLOP/s",8} {"of peak",8} {"GB/s",7} {"of triad",9}");
        List<KernelMeasurement> all = [];
        new QuickKernels(threads, seconds).Measure(peaks, measured =>
        {
            all.AddRange(measured);
            foreach (KernelMeasurement one in measured)
            {
                Console.WriteLine(
                    $"{one.Kernel,-16} {one.Size,-14} {one.Pattern,-9} {one.ActiveFraction,6:0.##} {1e3 * one.Seconds,9:F4} {one.GigaflopsUseful,8:F1} {one.PeakShare,8:P0} {one.GigabytesPerSecond,7:F1} {one.TriadShare,9:P0}");
            }
        });
        ResultFile.WriteJson(path, new { machine = MachineDescription.Current, peaks, kernels = all });
    }
}
