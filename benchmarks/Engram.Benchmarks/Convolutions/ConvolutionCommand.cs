using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Engram.Benchmarks.Machine;
using Engram.Benchmarks.Output;
using Engram.Experiments.RunFiles;
using Engram.Kernels;
using Engram.Threading;

namespace Engram.Benchmarks.Convolutions;

/// <summary><c>convolution</c>: the way up and the gradient of filters, over shapes and active fractions.</summary>
internal static class ConvolutionCommand
{
    private const double WarmUpSeconds = .5;

    public static Command Create()
    {
        Option<int> threads = new("--threads") { Description = "Threads of the products.", DefaultValueFactory = _ => MachineInfo.ThreadCount };
        Option<double> seconds = new("--seconds") { Description = "Time of each product of each case.", DefaultValueFactory = _ => .5 };
        Option<bool> inTurn = new("--in-turn")
        {
            Description = "Print a case as a line of JSON and wait for a line of input before and after it is timed, again and again: so benchmarks/convolutions takes turns with a peer.",
        };
        Option<string?> output = new("--output") { Description = "CSV file to write (default: convolution.csv in this machine's results)." };
        Command command = new("convolution", "Time convolutions: the way up and the gradient of filters.") { threads, seconds, inTurn, output };
        command.SetAction(parsed =>
        {
            using WorkerPool workers = new(parsed.GetValue(threads));
            if (parsed.GetValue(inTurn))
            {
                TakeTurns(workers, parsed.GetValue(seconds));
            }
            else
            {
                Run(workers, parsed.GetValue(seconds), ResultFile.Path(parsed.GetValue(output), "convolution", ".csv"));
            }
        });
        return command;
    }

    private static void Run(WorkerPool workers, double seconds, string path)
    {
        MachineDescription machine = MachineDescription.Current;
        Console.WriteLine($"{machine.Cpu}, {machine.Kernels} kernels, {workers.ThreadCount} thread(s)");
        Console.WriteLine($"{"convolution",-22} {"input",5} {"gradient",8} {"forward",9} {"GFLOP/s",8} {"of peak",8} {"gradient",9} {"GFLOP/s",8} {"of peak",8}");
        List<ConvolutionRow> rows = [];
        foreach (ConvolutionCase one in ConvolutionCase.All)
        {
            ConvolutionWork work = new(one, workers);
            WarmUp(work);
            ConvolutionRow row = Measure(one, work, workers, seconds);
            rows.Add(row);
            Console.WriteLine(
                $"{one,-22} {one.InputActive,5:0.##} {one.GradientActive,8:0.##} {1e3 * row.ForwardSeconds,6:F2} ms {row.ForwardGigaflops,8:F1} {row.ForwardPeakShare,8:P0} {1e3 * row.GradientSeconds,6:F2} ms {row.GradientGigaflops,8:F1} {row.GradientPeakShare,8:P0}");
        }

        ResultFile.WriteTable(path, rows, new { machine, threads = workers.ThreadCount, seconds });
    }

    private static void TakeTurns(WorkerPool workers, double seconds)
    {
        foreach (ConvolutionCase one in ConvolutionCase.All)
        {
            ConvolutionWork work = new(one, workers);
            WarmUp(work);
            Console.WriteLine(JsonSerializer.Serialize(one, JsonSerializerOptions.Web));
            while (Console.ReadLine() is "again")
            {
                Console.WriteLine(JsonSerializer.Serialize(Measure(one, work, workers, seconds), JsonSerializerOptions.Web));
            }
        }
    }

    private static void WarmUp(ConvolutionWork work)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < WarmUpSeconds)
        {
            work.Forward();
            work.Gradient();
        }
    }

    private static ConvolutionRow Measure(ConvolutionCase one, ConvolutionWork work, WorkerPool workers, double seconds)
    {
        double peak = MachinePeaks.MultiplyAdds(KernelTable.Current.Name, workers);
        return ConvolutionRow.From(one, Least(work.Forward, seconds), Least(work.Gradient, seconds), peak);
    }

    private static double Least(Action work, double seconds)
    {
        var watch = Stopwatch.StartNew();
        double least = double.PositiveInfinity;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }
}
