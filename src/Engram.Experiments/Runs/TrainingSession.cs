using Engram.Training;

namespace Engram.Experiments.Runs;

/// <summary>Drives a trainer from where it stands to its end, or until it is asked to stop.</summary>
internal sealed class TrainingSession(
    RunFolder folder, Trainer trainer, int trainSampleCount, RunLedger ledger, IRunObserver observer, RunOptions options)
{
    private readonly CheckpointFolder _checkpoints = new(folder.CheckpointPath);
    private readonly HealthWatch _health = new(trainer.State.Spec, trainSampleCount);
    private long _writtenSteps = -1;

    private RunProgress Progress => RunProgress.Of(trainer);

    /// <summary>Trains; a checkpoint holds the state afterwards in either case.</summary>
    /// <returns>Whether the training is complete.</returns>
    public bool Train(CancellationToken cancellation)
    {
        MetricsFile.Write(folder.MetricsPath, trainer.State.History);
        while (!trainer.IsComplete)
        {
            if (cancellation.IsCancellationRequested)
            {
                WriteCheckpoint();
                return false;
            }

            Step();
        }

        return true;
    }

    private void Step()
    {
        IReadOnlyList<EpochMetrics> ended;
        using (ledger.TimeTraining())
        {
            ended = trainer.TakeStep();
        }

        observer.Notify(new StepTaken(Progress));
        foreach (EpochMetrics metrics in ended)
        {
            ReportEpoch(metrics);
        }

        if (ended.Count > 0 && IsDue(ended[^1]))
        {
            WriteCheckpoint();
        }
    }

    private bool IsDue(EpochMetrics ended) => IsLast(ended) || (ended.EpochIndex + 1) % options.CheckpointEvery == 0;

    private bool IsLast(EpochMetrics metrics) => metrics.EpochIndex + 1 == trainer.State.Spec.Epochs;

    private void ReportEpoch(EpochMetrics metrics)
    {
        MetricsFile.Append(folder.MetricsPath, metrics);
        observer.Notify(new EpochEnded(metrics, Progress));
        foreach (string warning in _health.Check(metrics))
        {
            ledger.Warn(warning);
        }

        if (IsLast(metrics))
        {
            IEnumerable<EpochMetrics> layer = trainer.State.History.Where(epoch => epoch.LayerIndex == metrics.LayerIndex);
            observer.Notify(new LayerEnded(metrics, layer.Sum(epoch => epoch.Seconds)));
        }
    }

    private void WriteCheckpoint()
    {
        if (trainer.CompletedSteps == _writtenSteps)
        {
            return;
        }

        string file = _checkpoints.Write(trainer.State, trainer.CompletedSteps);
        _writtenSteps = trainer.CompletedSteps;
        ledger.Write(record => record with { CompletedSteps = trainer.CompletedSteps, TotalSteps = trainer.TotalSteps });
        observer.Notify(new CheckpointWritten(file, Progress));
    }
}
