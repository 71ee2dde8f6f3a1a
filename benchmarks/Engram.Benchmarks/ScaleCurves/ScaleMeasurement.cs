using System.Diagnostics;
using System.Text.Json;
using Engram.Experiments.RunFiles;
using Engram.Threading;
using Engram.Training;

namespace Engram.Benchmarks.ScaleCurves;

/// <summary>Measures points, each in a process of its own, because a process's peak memory never falls.</summary>
internal static class ScaleMeasurement
{
    /// <summary>The hidden command with which this program measures one point of the table.</summary>
    public const string PointCommand = "scale-point";

    /// <summary>Measures a point in this process and prints its row.</summary>
    public static void Print(int index)
    {
        ScalePoint point = ScalePoints.All[index];
        ImageDataset train = ManyImages.From(DatasetCatalog.Load(DatasetCatalog.All[0].Name).Train, point.Samples);
        using WorkerPool workers = new(point.Threads);
        TrainingDriver trainer = TrainingDrivers.Create(point.Spec, train, workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
        }

        EpochMetrics[] counted = [.. trainer.State.History.Where(epoch => epoch.EpochIndex == ScalePoint.Epochs - 1)];
        double seconds = counted.Sum(epoch => epoch.Seconds);
        double multiplyAdds = point.DenseMultiplyAdds * point.Samples;
        Console.WriteLine(JsonSerializer.Serialize(new ScaleRow(
            point.Curve,
            point.Value,
            point.Model,
            point.Width,
            point.Depth,
            point.BatchSize,
            point.Samples,
            point.Threads,
            seconds,
            1e6 * seconds / point.Samples,
            1e-9 * multiplyAdds,
            1e12 * seconds / multiplyAdds,
            counted.Average(epoch => epoch.ActiveFraction),
            (MachineInfo.PeakResidentBytes() / 1048576.0) ?? double.NaN)));
    }

    /// <summary>Measures a point in a new process; null where its time ran out.</summary>
    public static ScaleRow? Run(int index, TimeSpan limit)
    {
        ProcessStartInfo start = new("dotnet", [typeof(ScaleMeasurement).Assembly.Location, PointCommand, $"{index}"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<ScaleRow>(output.Result)
            : throw new EngramException($"The point {ScalePoints.All[index]} ended with exit code {process.ExitCode}; run {PointCommand} {index} by itself to see why.");
    }
}
