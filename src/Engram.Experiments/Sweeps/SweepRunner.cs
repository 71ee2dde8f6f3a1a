using System.Collections.Concurrent;
using Engram.Data;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.SweepFiles;
using Engram.Storage;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// Carries a sweep out on this machine, each run in a process of its own, so that one that crashes, runs out of memory or
/// fails leaves the others alone. Stopped or killed at any moment and started again, it goes on: finished runs are left as
/// they are, others go on from their checkpoints.
/// </summary>
public static class SweepRunner
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    /// <summary>Carries a sweep out.</summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="folder">The folder; it is made where there is none.</param>
    /// <param name="options">How to carry it out.</param>
    /// <param name="observer">Shows it.</param>
    /// <param name="cancellation">Asks all runs for a checkpoint and an early return.</param>
    /// <exception cref="EngramException">Another process has the sweep, or a folder holds a run of another spec.</exception>
    public static SweepOutcome Carry(
        SweepPlan plan, SweepFolder folder, SweepOptions options, ISweepObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        SweepSettings settings = options.Over(plan.Settings);
        using FolderLock folderLock = SweepLock.Take(folder);
        var board = new SweepBoard(plan, folder, settings.Retries, observer);
        board.RequireSameData(options.Command.DataDirectory);
        IReadOnlyList<DatasetOrigin> data = RunDatasets.Origins(board.Waiting.Select(run => run.Spec), options.Command.DataDirectory);
        AtomicFile.RemoveLeftovers(folder.Path);
        AtomicFile.RemoveLeftovers(folder.AttemptsPath);
        folderLock.Require();
        folder.WritePlan(plan);
        (int workers, int threads) = settings.Share(board.Waiting.Count, MachineInfo.ThreadCount);
        board.Start(plan.Name, $"{Count(workers, "process", "processes")} with {Count(threads, "thread", "threads")} each", data, workers);
        using var pool = new Pool(board, folder, folderLock, options.Command, workers, threads);
        pool.Carry(cancellation);
        return board.Outcome();
    }

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    /// <summary>The processes, and the loop that starts and follows them.</summary>
    private sealed class Pool : IDisposable
    {
        private readonly SweepBoard _board;
        private readonly SweepFolder _folder;
        private readonly FolderLock _hold;
        private readonly WorkerCommand _command;
        private readonly int _workers;
        private readonly int _threads;
        private readonly ConcurrentDictionary<BoardRun, WorkerProcess> _processes = [];

        public Pool(SweepBoard board, SweepFolder folder, FolderLock hold, WorkerCommand command, int workers, int threads)
        {
            (_board, _folder, _hold, _command, _workers, _threads) = (board, folder, hold, command, workers, threads);

            // A second Ctrl-C ends this process at once, and then nothing is to go on; it also ends the wait of Dispose.
            AppDomain.CurrentDomain.ProcessExit += KillAll;
        }

        public void Carry(CancellationToken cancellation)
        {
            while (true)
            {
                _hold.Require();
                Start(cancellation);
                if (_processes.IsEmpty)
                {
                    return;
                }

                Task.WaitAny([.. _processes.Values.Select(process => process.Exited)], (int)Interval.TotalMilliseconds, CancellationToken.None);
                StopWhenAsked(cancellation);
                foreach ((BoardRun run, WorkerProcess process) in _processes.Where(pair => pair.Value.Exited.IsCompleted).ToArray())
                {
                    _hold.Require();
                    _processes.TryRemove(run, out _);
                    _board.End(run, _board.Ending(run, () => process.Cause));
                    process.Dispose();
                }

                _board.Notify(new SweepProgressed(_board.Progress()));
            }
        }

        /// <summary>Processes are left only where an error ended the sweep: they write their checkpoints first.</summary>
        public void Dispose()
        {
            RequestStop();
            Task.WaitAll([.. _processes.Values.Select(process => process.Exited)]);
            AppDomain.CurrentDomain.ProcessExit -= KillAll;
            foreach (WorkerProcess process in _processes.Values)
            {
                process.Dispose();
            }
        }

        private void Start(CancellationToken cancellation)
        {
            while (!cancellation.IsCancellationRequested && _processes.Count < _workers && _board.Waiting.FirstOrDefault() is { } run)
            {
                run.Remember(_folder);
                _board.Begin(run);
                _processes[run] = WorkerProcess.Start(_command, _folder, run.Name, _threads);
            }
        }

        private void StopWhenAsked(CancellationToken cancellation)
        {
            if (cancellation.IsCancellationRequested && !_board.IsStopping)
            {
                _board.Stop();
                RequestStop();
            }
        }

        private void RequestStop()
        {
            foreach (WorkerProcess process in _processes.Values)
            {
                process.RequestStop();
            }
        }

        private void KillAll(object? sender, EventArgs arguments)
        {
            foreach (WorkerProcess process in _processes.Values.Where(process => !process.Exited.IsCompleted))
            {
                process.Kill();
            }
        }
    }
}
