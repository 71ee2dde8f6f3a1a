using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Training;

namespace Engram.Experiments.Runs;

/// <summary>Drives a trainer from where it stands to its end, or until it is asked to stop.</summary>
internal sealed class TrainingSession(
    RunFolder folder, FolderLock hold, TrainingDriver trainer, RunLedger ledger, IRunObserver observer, RunOptions options)
{
    private readonly HealthWatch _health = new(trainer.State.Spec, trainer.State.TrainSampleCount);
    private readonly KeptWeights? _kept = options.KeepCheckpoints is { } kept
        ? new KeptWeights(new KeptFolder(folder), hold, trainer, kept, RunIdentity.Metadata(ledger.Record))
        : null;

    private long _checkpointSteps = -1;

    private bool Validates => trainer.State.Spec.ValidationSplit > 0;

    private RunProgress Progress => RunProgress.Of(trainer);

    /// <summary>Trains; a checkpoint holds the state afterwards in either case.</summary>
    /// <returns>Whether the training is complete.</returns>
    public bool Train(CancellationToken cancellation)
    {
        var states = new CheckpointFolder(folder.CheckpointPath, hold.Require);
        states.Create();
        hold.Require();
        MetricsFile.Write(folder.MetricsPath, trainer.State.History, Validates);
        using var checkpoints = new CheckpointWriter(states);
        trainer.State.WorkSpaceLetGo = GiveBackMemory;
        while (!trainer.IsComplete && !cancellation.IsCancellationRequested)
        {
            Step(checkpoints);
        }

        if (!trainer.IsComplete)
        {
            BeginCheckpoint(checkpoints);
        }

        ReportCheckpoint(checkpoints, wait: true);
        if (trainer.IsComplete && _kept?.FindMissing() is { } missing)
        {
            ledger.Warn(missing);
        }

        return trainer.IsComplete;
    }

    private void Step(CheckpointWriter checkpoints)
    {
        IReadOnlyList<EpochMetrics> ended;
        using (ledger.TimeTraining())
        {
            ended = trainer.TakeStep();
        }

        _kept?.Write();
        if (ended.Count > 0)
        {
            GiveBackMemory();
        }

        observer.Notify(new StepTaken(Progress));
        foreach (EpochMetrics metrics in ended)
        {
            ReportEpoch(metrics);
        }

        ReportCheckpoint(checkpoints, wait: false);
        if (ended.Count > 0 && IsDue(ended[^1]))
        {
            BeginCheckpoint(checkpoints);
        }
    }

    // Work space that is no longer used, of an epoch that is over or of units that are left out. Left alone it stays until memory is short: a hundred megabytes
    // over a run. It takes a millisecond or two, since the large arrays hold no references. The library leaves that to its programs.
    private static void GiveBackMemory() => GC.Collect();

    private bool IsDue(EpochMetrics ended) => HasPhaseEnded || (ended.EpochIndex + 1) % options.CheckpointEvery == 0;

    // Asked after an epoch: the layers that trained in it have no other where the next is a first one.
    private bool HasPhaseEnded => trainer.State.Position.EpochIndex == 0;

    private void ReportEpoch(EpochMetrics metrics)
    {
        hold.Require();
        MetricsFile.Append(folder.MetricsPath, metrics);
        observer.Notify(new EpochEnded(metrics, Progress));
        foreach (string warning in _health.Check(metrics))
        {
            ledger.Warn(warning);
        }

        if (HasPhaseEnded)
        {
            IEnumerable<EpochMetrics> layer = trainer.State.History.Where(epoch => epoch.LayerIndex == metrics.LayerIndex);
            observer.Notify(new LayerEnded(metrics, layer.Sum(epoch => epoch.Seconds)));
        }
    }

    private void BeginCheckpoint(CheckpointWriter checkpoints)
    {
        if (trainer.CompletedSteps == _checkpointSteps)
        {
            return;
        }

        ReportCheckpoint(checkpoints, wait: true);
        checkpoints.Begin(trainer.State, Progress);
        _checkpointSteps = trainer.CompletedSteps;
    }

    private void ReportCheckpoint(CheckpointWriter checkpoints, bool wait)
    {
        if (checkpoints.Take(wait) is { } written)
        {
            while (checkpoints.TakeWarning() is { } warning)
            {
                ledger.Warn(warning);
            }

            ledger.Write(record => record with { CompletedSteps = written.Progress.CompletedSteps, TotalSteps = written.Progress.TotalSteps });
            observer.Notify(written);
        }
    }
}
