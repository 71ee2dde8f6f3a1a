using System.Collections.Concurrent;
using Engram.Experiments.RunFiles;
using Engram.Models;
using Engram.Training;

namespace Engram.Experiments.Runs;

/// <summary>Writes checkpoints one after the other on a thread of their own, so that training does not wait for the disk.</summary>
internal sealed class CheckpointWriter(CheckpointFolder folder) : IDisposable
{
    private readonly ConcurrentQueue<string> _warnings = [];
    private Task<CheckpointWritten>? _writing;

    /// <summary>Begins to write a copy of the state; the one before must have been taken.</summary>
    /// <param name="state">The state.</param>
    /// <param name="progress">Where it stands.</param>
    public void Begin(TrainingState state, RunProgress progress)
    {
        TrainingSnapshot copy = TrainingStateFile.Capture(state);
        _writing = Task.Run(() => new CheckpointWritten(folder.Write(copy, progress.CompletedSteps, _warnings.Enqueue), progress));
    }

    /// <summary>The checkpoint that has been written since the last call, or null.</summary>
    /// <param name="wait">Whether to wait for one that is being written.</param>
    /// <exception cref="EngramException">It cannot be written.</exception>
    public CheckpointWritten? Take(bool wait)
    {
        if (_writing is null || (!wait && !_writing.IsCompleted))
        {
            return null;
        }

        Task<CheckpointWritten> writing = _writing;
        _writing = null;
        return writing.GetAwaiter().GetResult();
    }

    /// <summary>A sentence about what went wrong beside the checkpoints since the last call, or null.</summary>
    public string? TakeWarning() => _warnings.TryDequeue(out string? warning) ? warning : null;

    /// <summary>Waits: a folder that is left must not change any more.</summary>
    public void Dispose()
    {
        try
        {
            _writing?.Wait();
        }
        catch (AggregateException)
        {
            // Whoever leaves without having taken it has a failure of its own to tell.
        }
    }
}
