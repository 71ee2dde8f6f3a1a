using System.Diagnostics;
using Engram.Data;
using Engram.Kernels;
using Engram.Training;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// Measures the first epochs of small trainings, one for each shape, and scales them to whole ones. Where there are so many
/// shapes that time would not suffice, the time of others follows from their multiply-adds.
/// </summary>
internal sealed class Calibration
{
    private const int LeastImages = 2048;
    private static readonly TimeSpan AllTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.25);

    private readonly SweepData _data;
    private readonly Dictionary<RunShape, double> _secondsPerImage = [];
    private readonly double _secondsPerProduct;

    /// <summary>Measures.</summary>
    /// <param name="data">The data sets.</param>
    /// <param name="threads">Threads of each run.</param>
    /// <param name="specs">All runs.</param>
    public Calibration(SweepData data, int threads, IReadOnlyList<RunSpec> specs)
    {
        _data = data;
        RunSpec[] shapes = [.. specs.DistinctBy(RunShape.Of)];
        TimeSpan time = AllTime / Math.Max(1, shapes.Length);
        time = time > MostTime ? MostTime : time < LeastTime ? LeastTime : time;
        using var workers = new WorkerPool(threads);
        var watch = Stopwatch.StartNew();
        foreach (RunSpec spec in shapes)
        {
            // Loading is no part of the time, and one shape is needed to scale the others by.
            ImageDataset train = data.Load(spec).Train;
            if (_secondsPerImage.Count == 0)
            {
                watch.Restart();
            }
            else if (watch.Elapsed > AllTime)
            {
                break;
            }

            double seconds = Measure(spec, train, workers, time);
            _secondsPerImage.Add(RunShape.Of(spec), seconds);
            _secondsPerProduct = Math.Max(_secondsPerProduct, seconds / RunCost.OfImage(spec));
        }
    }

    /// <summary>Seconds of a whole training, and whether its shape was measured.</summary>
    public (double Seconds, bool IsMeasured) Seconds(RunSpec spec)
    {
        bool isMeasured = _secondsPerImage.TryGetValue(RunShape.Of(spec), out double perImage);
        perImage = isMeasured ? perImage : _secondsPerProduct * RunCost.OfImage(spec);
        return (perImage * _data.TrainCount(spec) * spec.Training.Epochs, isMeasured);
    }

    /// <summary>
    /// Seconds that an image costs in an epoch, summed over phases. Of every phase the second epoch counts, because the first
    /// makes its work space; a phase that there is no time for is taken to cost as much per multiply-add as the one before it.
    /// </summary>
    private static double Measure(RunSpec spec, ImageDataset train, WorkerPool workers, TimeSpan time)
    {
        int batch = Math.Min(spec.Training.BatchSize, train.Count);
        ImageDataset images = train.Take(Math.Min(train.Count, batch * Math.Max(1, LeastImages / batch)));
        var watch = Stopwatch.StartNew();
        double[] seconds = TrainOnce(spec, images, workers, watch, time);

        // The first time the code is compiled on the way; where there is time, the second counts.
        if (watch.Elapsed < time / 3)
        {
            watch.Restart();
            seconds = TrainOnce(spec, images, workers, watch, time);
        }

        double[] products = [.. RunCost.OfPhases(spec)];
        double measured = products.Take(seconds.Length).Sum();
        return seconds.Sum() / images.Count * (products.Sum() / measured);
    }

    /// <summary>Seconds of an epoch of each phase that was reached.</summary>
    private static double[] TrainOnce(RunSpec spec, ImageDataset images, WorkerPool workers, Stopwatch watch, TimeSpan time)
    {
        Trainer trainer = Trainers.Create(spec.Training with { Epochs = 2 }, images, workers);
        var seconds = new List<double>();
        while (!trainer.IsComplete && (seconds.Count == 0 || watch.Elapsed < time))
        {
            int phase = trainer.State.Position.LayerIndex;
            IReadOnlyList<EpochMetrics> ended = trainer.TakeStep();
            if (ended.Count == 0)
            {
                continue;
            }

            double epoch = ended.Sum(metrics => metrics.Seconds);
            if (phase == seconds.Count)
            {
                seconds.Add(epoch);
            }
            else
            {
                seconds[phase] = epoch;
            }
        }

        return [.. seconds];
    }
}
