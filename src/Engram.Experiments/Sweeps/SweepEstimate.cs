using Engram.Data;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// What a sweep will take, roughly guessed. Times come from a short training of every kind of run: layers grow sparse and
/// fast as they learn, which it sees only the beginning of. They hold for a machine that is as busy as it was then, and leave
/// out loading, testing and analyzing. Sizes are computed; compressed files count as if they were not.
/// </summary>
public sealed record SweepEstimate
{
    internal SweepEstimate(IReadOnlyList<RunEstimate> runs, IReadOnlyList<DatasetOrigin> data, int workers, int threads, long availableMemoryBytes)
    {
        AvailableMemoryBytes = availableMemoryBytes;
        Runs = runs;
        Data = data;
        Workers = workers;
        Threads = threads;
    }

    /// <summary>Every run, in the order of the plan.</summary>
    public IReadOnlyList<RunEstimate> Runs { get; }

    /// <summary>Where its data sets were found.</summary>
    public IReadOnlyList<DatasetOrigin> Data { get; }

    /// <summary>Runs at the same time.</summary>
    public int Workers { get; }

    /// <summary>Threads of each.</summary>
    public int Threads { get; }

    /// <summary>Seconds of training, summed over all runs.</summary>
    public double TrainSeconds => Runs.Sum(run => run.TrainSeconds);

    /// <summary>Seconds from the first run's start to the last run's end, with runs handed out in order to whoever is free.</summary>
    public double WallSeconds
    {
        get
        {
            var free = new PriorityQueue<int, double>(Enumerable.Range(0, Workers).Select(worker => (worker, 0.0)));
            double end = 0;
            foreach (RunEstimate run in Runs)
            {
                free.TryDequeue(out int worker, out double start);
                free.Enqueue(worker, start + run.TrainSeconds);
                end = Math.Max(end, start + run.TrainSeconds);
            }

            return end;
        }
    }

    /// <summary>Bytes of all folders.</summary>
    public long DiskBytes => Runs.Sum(run => run.DiskBytes);

    /// <summary>Memory that runs at the same time take together, where the largest ones meet.</summary>
    public long MemoryBytes => Runs.Select(run => run.MemoryBytes).OrderDescending().Take(Workers).Sum();

    /// <summary>The memory that there is for all of them.</summary>
    public long AvailableMemoryBytes { get; }

    /// <summary>
    /// Trains every kind of run in the plan for a moment, about five seconds in all, and guesses the rest. Nothing is written.
    /// </summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="dataDirectory">The folder that holds data sets; null looks in the usual places.</param>
    /// <exception cref="EngramException">A data set is not found, or a run cannot be trained on it.</exception>
    public static SweepEstimate Make(SweepPlan plan, string? dataDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (workers, threads) = plan.Settings.Share(plan.Runs.Count, MachineInfo.ThreadCount);
        var data = new RunDatasets(dataDirectory);
        var calibration = new Calibration(data, threads, [.. plan.Runs.Select(run => run.Spec)]);
        RunEstimate[] runs =
        [
            .. plan.Runs.Select(run =>
            {
                var (seconds, isMeasured) = calibration.Seconds(run.Spec);
                return new RunEstimate(run, seconds, DiskEstimate.Bytes(run.Spec, plan.Settings, data), MemoryEstimate.Of(run.Spec).Bytes, isMeasured);
            }),
        ];
        return new SweepEstimate(runs, data.Loaded, workers, threads, MachineInfo.AvailableMemoryBytes);
    }
}
