using System.Diagnostics;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Models;
using Engram.Threading;
using Engram.Training;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// Trains a little of every shape of run and scales that to whole trainings: a rough guess. Where there are so many shapes
/// that time would not suffice, the time of others follows from their multiply-adds.
/// </summary>
internal sealed class Calibration
{
    /// <summary>Images of an epoch that is timed, unless a batch is larger.</summary>
    private const int TimedImages = 1024;

    private const int WarmImages = 4096;
    private const int WarmBatch = 64;

    /// <summary>More than there is time for, so that no phase ends by itself.</summary>
    private const int ManyEpochs = 1_000_000;

    /// <summary>Share of the time in which layers learn before they are timed.</summary>
    private const double WarmShare = 0.6;

    private static readonly TimeSpan AllTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.1);

    private readonly RunDatasets _data;
    private readonly Dictionary<RunShape, double[]> _secondsPerImage = [];
    private readonly double _secondsPerCost;

    /// <summary>Measures.</summary>
    /// <param name="data">The data sets.</param>
    /// <param name="threads">Threads of each run.</param>
    /// <param name="specs">All runs.</param>
    /// <param name="allTime">Time for all shapes; the first is measured in any case, because the others are scaled by it.</param>
    public Calibration(RunDatasets data, int threads, IReadOnlyList<RunSpec> specs, TimeSpan? allTime = null)
    {
        _data = data;
        foreach (RunSpec spec in specs)
        {
            // Loading is no part of the time, and a run without its images is an error at once.
            data.TrainCount(spec);
        }

        TimeSpan most = allTime ?? AllTime;
        RunSpec[] shapes = [.. specs.DistinctBy(RunShape.Of)];
        TimeSpan time = TimeSpan.FromTicks(Math.Clamp((most / Math.Max(1, shapes.Length)).Ticks, LeastTime.Ticks, MostTime.Ticks));
        using var workers = new WorkerPool(threads);
        var watch = Stopwatch.StartNew();
        foreach (RunSpec spec in shapes.TakeWhile(_ => _secondsPerImage.Count == 0 || watch.Elapsed < most))
        {
            double[] seconds = Measure(spec, data.Load(spec).Train, workers, time);
            _secondsPerImage.Add(RunShape.Of(spec), seconds);
            _secondsPerCost = Math.Max(_secondsPerCost, seconds.Sum() / RunCost.OfImage(spec));
        }
    }

    /// <summary>Seconds of a whole training, and whether its shape was measured.</summary>
    public (double Seconds, bool IsMeasured) Seconds(RunSpec spec)
    {
        bool isMeasured = _secondsPerImage.TryGetValue(RunShape.Of(spec), out double[]? measured);
        double[] perImage = measured ?? [.. RunCost.OfPhases(spec).Select(cost => cost * _secondsPerCost)];
        int images = _data.TrainCount(spec);
        double training = images * (1.0 - spec.Training.ValidationSplit) * perImage.Select((seconds, phase) => seconds * RunCost.Epochs(spec, phase)).Sum();
        return (training + (RunCost.OfValidation(spec, images) * perImage.Sum() / RunCost.OfImage(spec)), isMeasured);
    }

    /// <summary>
    /// Seconds that an image costs in an epoch of each phase. A phase that there is no time for is taken to cost as much
    /// per multiply-add as those before it.
    /// </summary>
    private static double[] Measure(RunSpec spec, ImageDataset train, WorkerPool workers, TimeSpan time)
    {
        int batch = Math.Min(spec.Training.BatchSize, train.Count);
        ImageDataset timedImages = train.Take(batch * Math.Max(1, TimedImages / batch));
        TrainingSpec endless = spec.Training with { Epochs = ManyEpochs, ValidationSplit = 0, EarlyStopping = null, KeepBest = false };
        TrainingDriver warm = TrainingDrivers.Create(endless with { BatchSize = Math.Min(batch, WarmBatch) }, train.Take(WarmImages), workers);
        double[] costs = [.. RunCost.OfPhases(spec)];
        List<double> seconds = [];
        var watch = Stopwatch.StartNew();
        for (int phase = 0; phase < costs.Length && (phase == 0 || watch.Elapsed < time); phase++)
        {
            Warm(warm, phase, WarmShare * time / costs.Length);
            seconds.Add(SecondsOfEpoch(endless, warm.State, timedImages, workers, (1 - WarmShare) * time / costs.Length) / timedImages.Count);
        }

        double pace = seconds.Sum() / costs.Take(seconds.Count).Sum();
        return [.. seconds, .. costs.Skip(seconds.Count).Select(cost => cost * pace)];
    }

    /// <summary>
    /// Takes steps on small batches, of which a second has many: layers grow sparse with the number of steps, and most of a
    /// training's steps are those of sparse layers.
    /// </summary>
    private static void Warm(TrainingDriver trainer, int phase, TimeSpan time)
    {
        trainer.State.Position = new TrainingPosition(phase, 0, 0);
        var watch = Stopwatch.StartNew();
        do
        {
            trainer.TakeStep();
        }
        while (watch.Elapsed < time);
    }

    /// <summary>Epochs over a few images from a network on its way, with all its units; the median of the later half counts, because the first makes its work space.</summary>
    private static double SecondsOfEpoch(TrainingSpec spec, TrainingState warm, ImageDataset images, WorkerPool workers, TimeSpan time)
    {
        var state = new TrainingState(spec, warm.Network, images.Fingerprint, images.Count, new int[images.Count])
        {
            Position = new TrainingPosition(warm.Position.LayerIndex, 0, 0),
        };
        TrainingDriver trainer = TrainingDrivers.Resume(state, images, workers);
        var seconds = new List<double>();
        var watch = Stopwatch.StartNew();
        while (seconds.Count < 2 || watch.Elapsed < time)
        {
            long began = Stopwatch.GetTimestamp();
            while (trainer.TakeStep().Count == 0)
            {
                // An epoch ends with the step that has something to tell.
            }

            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        double[] later = [.. seconds.Skip(seconds.Count / 2).Order()];
        return later[later.Length / 2];
    }
}
