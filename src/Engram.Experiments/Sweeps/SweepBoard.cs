namespace Engram.Experiments.Sweeps;

/// <summary>
/// Keeps account of the runs of a sweep: which wait, run, are finished or given up, and whether one that failed is tried
/// again. What it knows at the start it has from the run folders.
/// </summary>
internal sealed class SweepBoard
{
    private readonly SweepFolder _folder;
    private readonly int _retries;
    private readonly ISweepObserver _observer;
    private readonly List<BoardRun> _runs;
    private readonly LinkedList<BoardRun> _waiting;

    /// <exception cref="EngramException">A folder holds a run of another spec.</exception>
    public SweepBoard(SweepPlan plan, SweepFolder folder, int retries, ISweepObserver observer)
    {
        _folder = folder;
        _retries = retries;
        _observer = observer;
        Settings = plan.Settings;
        _runs = [.. plan.Runs.Select(Look)];
        _waiting = new LinkedList<BoardRun>(_runs.Where(run => run.State == BoardState.Waiting));
    }

    public SweepSettings Settings { get; }

    public bool IsStopping { get; private set; }

    /// <summary>Runs whose turn it is, in order.</summary>
    public IReadOnlyCollection<BoardRun> Waiting => _waiting;

    public IEnumerable<BoardRun> Running => _runs.Where(run => run.State == BoardState.Running);

    public void Notify(SweepEvent sweepEvent) => _observer.Notify(sweepEvent);

    public void Start(string name, string where) => Notify(new SweepStarted(name, where, Progress()));

    public void Stop()
    {
        IsStopping = true;
        Notify(new SweepStopping(Progress()));
    }

    public void Begin(BoardRun run)
    {
        _waiting.Remove(run);
        run.Begin(_folder);
        Notify(new SweepRunBegan(run.Name, run.Failures > 0, Progress()));
    }

    /// <summary>Notes how an attempt ended and decides what follows.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attempt">How it ended.</param>
    /// <param name="goesOn">Whether a run that was interrupted waits for its next turn as if nothing had happened.</param>
    public void End(BoardRun run, SweepAttempt attempt, bool goesOn = false)
    {
        bool failed = attempt.Status != AttemptStatus.Finished && !(attempt.Status == AttemptStatus.Interrupted && (IsStopping || goesOn));
        run.Failures += failed ? 1 : 0;
        if (failed && attempt.NotRetriedBecause is null && run.Failures > _retries)
        {
            attempt = attempt with { NotRetriedBecause = $"it failed {run.Failures} {(run.Failures == 1 ? "time" : "times")} in this start of the sweep" };
        }

        if (failed)
        {
            attempt = attempt with { Status = AttemptStatus.Failed, Cause = attempt.Cause ?? "it was stopped from outside" };
            AttemptDocument.TryWrite(_folder, attempt);
        }

        run.End(attempt);
        bool waits = attempt.Status == AttemptStatus.Interrupted || (failed && attempt.NotRetriedBecause is null);
        run.State = attempt.Status == AttemptStatus.Finished ? BoardState.Finished : waits ? BoardState.Waiting : BoardState.Failed;
        if (waits)
        {
            _waiting.AddLast(run);
        }

        Notify(new SweepRunEnded(attempt, RunWatch.ReadRecord(_folder.Run(run.Name)), failed && waits && !IsStopping, Progress()));
    }

    public SweepProgress Progress()
    {
        RunningRun[] running = [.. Running.Select(run => run.Look(_folder))];
        return new SweepProgress(
            _runs.Count(run => run.State == BoardState.Finished),
            _runs.Count(run => run.State == BoardState.Failed),
            _waiting.Count,
            running,
            TimeLeft(running));
    }

    public SweepOutcome Outcome() => new(
        [.. _runs.Where(run => run.State == BoardState.Finished).Select(run => run.Name)],
        [.. _runs.Where(run => run.State == BoardState.Failed).Select(run => run.Last!)],
        [.. _runs.Where(run => run.State is BoardState.Waiting or BoardState.Running).Select(run => run.Name)]);

    private BoardRun Look(PlannedRun planned)
    {
        RunFolder folder = _folder.Run(planned.Name);
        var run = new BoardRun(planned);
        if (!folder.HoldsRun)
        {
            return run;
        }

        Runner.RequireSpec(folder.Path, planned.Spec);
        RunRecord? record = RunWatch.ReadRecord(folder);
        if (SweepWorker.IsDone(_folder, planned, Settings))
        {
            run.State = BoardState.Finished;
            run.Seconds = record!.TotalSeconds;
        }
        else if (record is { Status: RunStatus.Failed, ErrorRecurs: true } && record.Version == BuildInfo.Version && record.Commit == BuildInfo.Commit)
        {
            run.State = BoardState.Failed;
            run.End(GivenUp(run.Name, record));
        }

        return run;
    }

    private SweepAttempt GivenUp(string name, RunRecord record) =>
        AttemptDocument.Read(_folder, name) is { Status: AttemptStatus.Failed } last
            ? last
            : new SweepAttempt
            {
                Run = name,
                Number = 1,
                Status = AttemptStatus.Failed,
                Cause = record.Error,
                NotRetriedBecause = "the same spec gives the same error every time",
            };

    /// <summary>What is under way at its own pace; what waits as long as finished runs of its model took, or else all finished ones.</summary>
    private TimeSpan? TimeLeft(RunningRun[] running)
    {
        double left = 0;
        foreach (RunningRun run in running)
        {
            if (run.Left is not { } own)
            {
                return null;
            }

            left += own.TotalSeconds;
        }

        foreach (BoardRun run in _waiting)
        {
            double[] seconds = [.. _runs.Where(other => other.Model == run.Model && other.Seconds is not null).Select(other => other.Seconds!.Value)];
            seconds = seconds.Length > 0 ? seconds : [.. _runs.Select(other => other.Seconds).OfType<double>()];
            if (seconds.Length == 0)
            {
                seconds = [.. running.Select(other => (other.Elapsed + other.Left!.Value).TotalSeconds)];
            }

            if (seconds.Length == 0)
            {
                return null;
            }

            left += seconds.Average();
        }

        return TimeSpan.FromSeconds(left / Math.Max(1, running.Length));
    }
}
