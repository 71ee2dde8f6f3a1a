using Engram.Data;
using Engram.Experiments.RunFiles;

namespace Engram.Experiments.Sweeps;

/// <summary>Is told what happens in a sweep, on the thread that carries it out, in the order in which it happens.</summary>
public interface ISweepObserver
{
    /// <summary>Takes one event.</summary>
    void Notify(SweepEvent sweepEvent);
}

/// <summary>Something that happened in a sweep.</summary>
public abstract record SweepEvent
{
    private protected SweepEvent()
    {
    }
}

/// <summary>Existing runs are looked through and the first new one is next.</summary>
/// <param name="Name">Name of the sweep.</param>
/// <param name="Where">Where its runs train, as a phrase: how many processes, or which cluster.</param>
/// <param name="Data">Where the data sets of the runs that wait were found.</param>
/// <param name="Progress">Where it stands.</param>
public sealed record SweepStarted(string Name, string Where, IReadOnlyList<DatasetOrigin> Data, SweepProgress Progress) : SweepEvent;

/// <summary>A run began, or went on from its checkpoint.</summary>
/// <param name="Run">Name of the run.</param>
public sealed record SweepRunBegan(string Run) : SweepEvent;

/// <summary>An attempt at a run ended.</summary>
/// <param name="Attempt">How.</param>
/// <param name="Record">The run's record; null where it has none.</param>
/// <param name="IsRetried">Whether another attempt follows.</param>
/// <param name="Progress">Where the sweep stands now.</param>
public sealed record SweepRunEnded(SweepAttempt Attempt, RunRecord? Record, bool IsRetried, SweepProgress Progress) : SweepEvent;

/// <summary>Time has passed.</summary>
/// <param name="Progress">Where the sweep stands now.</param>
public sealed record SweepProgressed(SweepProgress Progress) : SweepEvent;

/// <summary>The sweep was asked to stop and waits for checkpoints.</summary>
/// <param name="Progress">Where the sweep stands now.</param>
public sealed record SweepStopping(SweepProgress Progress) : SweepEvent;

/// <summary>Runs wait in a cluster's queue.</summary>
/// <param name="Reasons">Why, in the cluster's words.</param>
public sealed record SweepQueued(string Reasons) : SweepEvent;

/// <summary>Something is odd, but the sweep goes on.</summary>
/// <param name="Message">One sentence.</param>
public sealed record SweepWarned(string Message) : SweepEvent;

/// <summary>Where a sweep stands.</summary>
/// <param name="Finished">Runs that are complete.</param>
/// <param name="Failed">Runs that are given up.</param>
/// <param name="Waiting">Runs that have not begun, or wait for their next attempt.</param>
/// <param name="Running">Runs under way.</param>
/// <param name="Left">How long it will take until all are done; null before that is known.</param>
public sealed record SweepProgress(int Finished, int Failed, int Waiting, IReadOnlyList<RunningRun> Running, TimeSpan? Left)
{
    /// <summary>All runs.</summary>
    public int Count => Finished + Failed + Waiting + Running.Count;
}

/// <summary>A run under way.</summary>
/// <param name="Run">Name of the run.</param>
/// <param name="CompletedEpochs">Epochs that are over, those of all layers counted together.</param>
/// <param name="AllEpochs">Epochs of the whole training, likewise.</param>
/// <param name="Elapsed">Time since this attempt began.</param>
/// <param name="Left">How long it will take; null before that is known.</param>
public sealed record RunningRun(string Run, int CompletedEpochs, int AllEpochs, TimeSpan Elapsed, TimeSpan? Left);
