using Engram.Data;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;
using Engram.Storage;

namespace Engram.Experiments.Slurm;

/// <summary>
/// Carries a sweep out on a Slurm cluster, each run as a task of an array. What is known of a run is what its folder says,
/// and of a task whether it is in the queue; so this process may be stopped and started again at any time, and takes up
/// the jobs that are still there.
/// </summary>
public static class SlurmRunner
{
    /// <summary>Submits what is missing, and follows it.</summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="folder">The folder, which all machines of the cluster see under the same path.</param>
    /// <param name="options">How to carry it out.</param>
    /// <param name="observer">Shows it.</param>
    /// <param name="cancellation">Ends the following; the jobs go on.</param>
    /// <exception cref="EngramException">
    /// There is no Slurm, it refuses the jobs, it cannot write to the folder, another process has the sweep, or a folder holds a run of another spec.
    /// </exception>
    public static SweepOutcome Carry(
        SweepPlan plan, SweepFolder folder, SlurmOptions options, ISweepObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        SlurmSettings settings = options.Over(plan.Settings.Slurm);
        string script = SlurmScript.Format(plan, folder, settings, options.Command);
        using FolderLock folderLock = SweepLock.Take(folder);
        var board = new SweepBoard(plan, folder, options.Retries ?? plan.Settings.Retries, observer);
        board.RequireSameData(options.Command.DataDirectory);
        IReadOnlyList<DatasetOrigin> data = RunDatasets.Origins(board.Waiting.Select(run => run.Spec), options.Command.DataDirectory);
        folderLock.Require();
        folder.WritePlan(plan);
        AtomicFile.WriteAllText(folder.SlurmScriptPath, script);
        DurableFolder.Create(folder.LogsPath);
        board.Start(plan.Name, "a Slurm cluster", data);
        var follower = new Follower(plan, board, folder, options, settings);
        follower.Begin();
        while (options.Wait && !follower.IsDone)
        {
            if (cancellation.WaitHandle.WaitOne(options.Interval))
            {
                break;
            }

            folderLock.Require();
            follower.Look();
        }

        return board.Outcome();
    }

    /// <summary>Numbers of the jobs that some runs were last given to, newest first.</summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="runs">Names of the runs, such as those that are not finished.</param>
    /// <exception cref="EngramException">The list is damaged.</exception>
    public static IReadOnlyList<int> JobIds(SweepFolder folder, IEnumerable<string> runs)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(runs);
        var lastJobs = new Dictionary<string, int>();
        foreach ((SlurmTask task, int job) in SlurmJobs.Read(folder).Jobs.SelectMany(job => job.Tasks.Select(task => (task, job.Id))))
        {
            lastJobs[task.Run] = job;
        }

        return [.. runs.Where(lastJobs.ContainsKey).Select(run => lastJobs[run]).Distinct().OrderDescending()];
    }

    /// <summary>Knows which task has which run, and what the queue said of it.</summary>
    private sealed class Follower(SweepPlan plan, SweepBoard board, SweepFolder folder, SlurmOptions options, SlurmSettings settings)
    {
        /// <summary>A task that is requeued may be out of the queue for a moment.</summary>
        private const int LooksUntilGone = 2;

        private readonly Dictionary<BoardRun, Submitted> _submitted = [];
        private readonly Dictionary<string, int> _indices = plan.Runs.Index().ToDictionary(run => run.Item.Name, run => run.Index);
        private SlurmJobs _jobs = SlurmJobs.Read(folder);
        private bool _isSilent;
        private string _reasons = "";

        public bool IsDone => _submitted.Count == 0 && board.Waiting.Count == 0;

        /// <summary>Takes up what is in the queue already, and submits the rest.</summary>
        public void Begin()
        {
            IReadOnlyDictionary<(int Job, int Index), QueuedTask> queue = SlurmClient.Queue()
                ?? throw new EngramException("squeue cannot ask the cluster; wait until it answers again, and start the sweep again.");
            var queued = _jobs.Jobs
                .SelectMany(job => job.Tasks.Select(task => (Job: job.Id, Task: task)))
                .Where(pair => queue.ContainsKey((pair.Job, pair.Task.Index)))
                .ToLookup(pair => pair.Task.Run);
            foreach (BoardRun run in board.Waiting)
            {
                foreach ((int job, SlurmTask task) in queued[run.Name])
                {
                    run.Remember(task.EarlierNumber, task.EarlierSteps);
                    _submitted[run] = new Submitted(job, task.Index);
                }
            }

            SubmitMissing();
        }

        public void Look()
        {
            IReadOnlyDictionary<(int Job, int Index), QueuedTask>? queue = SlurmClient.Queue();
            Warn(queue is null);
            if (queue is null)
            {
                return;
            }

            foreach ((BoardRun run, Submitted task) in _submitted.ToArray())
            {
                Look(run, task, queue.GetValueOrDefault((task.Job, task.Index)));
            }

            TellReasons(queue);
            SubmitMissing();
            board.Notify(new SweepProgressed(board.Progress()));
        }

        private void Look(BoardRun run, Submitted task, QueuedTask? queued)
        {
            task.LooksWithout = queued is null ? task.LooksWithout + 1 : 0;
            bool isGone = task.LooksWithout >= LooksUntilGone;
            if (run.State == BoardState.Waiting && (isGone || queued is { HasBegun: true }))
            {
                board.Begin(run);
            }

            if (isGone)
            {
                _submitted.Remove(run);
                End(run);
            }
        }

        private void End(BoardRun run)
        {
            SweepAttempt attempt = board.Ending(run, () => "its task ended without a word (killed, out of memory, or never started)");
            bool stopped = attempt.Status == AttemptStatus.Interrupted;
            bool advanced = RunWatch.ReadRecord(folder.Run(run.Name))?.CompletedSteps > run.EarlierSteps;
            board.End(run, stopped && !advanced ? attempt with { Cause = "it was stopped, by its time limit or by somebody, before it had taken a step" } : attempt, goesOn: stopped && advanced);
        }

        private void SubmitMissing()
        {
            BoardRun[] missing = [.. board.Waiting.Where(run => !_submitted.ContainsKey(run))];
            if (missing.Length == 0)
            {
                return;
            }

            foreach (BoardRun run in missing)
            {
                run.Remember(folder);
            }

            SlurmTask[] tasks = [.. missing.Select(run => new SlurmTask(_indices[run.Name], run.Name, run.EarlierNumber, run.EarlierSteps)).OrderBy(task => task.Index)];
            int id = SlurmClient.Submit(folder.SlurmScriptPath, [.. tasks.Select(task => task.Index)], settings.MaxRunning);
            _jobs = _jobs.Add(folder, new SlurmJob(id, tasks));
            foreach (BoardRun run in missing)
            {
                _submitted[run] = new Submitted(id, _indices[run.Name]);
            }
        }

        /// <summary>Says why tasks have to wait, and says it again when that has changed: some reasons never pass by themselves.</summary>
        private void TellReasons(IReadOnlyDictionary<(int Job, int Index), QueuedTask> queue)
        {
            string reasons = string.Join("; ", _submitted.Values
                .Select(task => queue.GetValueOrDefault((task.Job, task.Index))?.WaitsBecause)
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal));
            if (reasons.Length > 0 && reasons != _reasons)
            {
                board.Notify(new SweepQueued(reasons));
            }

            _reasons = reasons;
        }

        private void Warn(bool isSilent)
        {
            if (isSilent && !_isSilent)
            {
                board.Notify(new SweepWarned($"The cluster does not answer squeue; it is asked again every {options.Interval.TotalSeconds:0} s."));
            }

            _isSilent = isSilent;
        }

        private sealed class Submitted(int job, int index)
        {
            public int Job { get; } = job;

            public int Index { get; } = index;

            public int LooksWithout { get; set; }
        }
    }
}
