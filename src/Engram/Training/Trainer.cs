using Engram.Models;

namespace Engram.Training;

/// <summary>A training under way: takes one step at a time and can be left off after any.</summary>
public abstract class Trainer
{
    /// <summary>Where it stands; can be written to a file between steps.</summary>
    public abstract TrainingState State { get; }

    /// <summary>Images that accuracy is measured on after every epoch; 0 where the spec keeps none.</summary>
    public abstract int ValidationSampleCount { get; }

    /// <summary>Steps of one epoch, the last short batch included.</summary>
    public abstract int StepsPerEpoch { get; }

    /// <summary>Steps of the whole training.</summary>
    public abstract long TotalSteps { get; }

    /// <summary>Steps taken so far, those before a resumption included.</summary>
    public abstract long CompletedSteps { get; }

    /// <summary>Whether no step is left.</summary>
    public bool IsComplete => CompletedSteps >= TotalSteps;

    /// <summary>Trains on one batch.</summary>
    /// <returns>Metrics of the epoch that this batch ended, one record per layer it trained; otherwise none.</returns>
    /// <exception cref="EngramException">The loss, or a weight at the end of an epoch, is no number any more; the sentence names layer, epoch and step.</exception>
    public abstract IReadOnlyList<EpochMetrics> TakeStep();
}
