using Engram.Data;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.SweepFiles;

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
    private readonly SweepSettings _settings;
    private readonly SweepPace _finished = new();
    private int _mostAtOnce = 1;

    /// <exception cref="EngramException">A folder holds a run of another spec.</exception>
    public SweepBoard(SweepPlan plan, SweepFolder folder, int retries, ISweepObserver observer)
    {
        _folder = folder;
        _retries = retries;
        _observer = observer;
        _settings = plan.Settings;
        _runs = [.. plan.Runs.Select(Look)];
        _waiting = new LinkedList<BoardRun>(_runs.Where(run => run.State == BoardState.Waiting));
    }

    public bool IsStopping { get; private set; }

    /// <summary>Runs whose turn it is, in order.</summary>
    public IReadOnlyCollection<BoardRun> Waiting => _waiting;

    public void Notify(SweepEvent sweepEvent) => _observer.Notify(sweepEvent);

    /// <summary>Takes note of what the sweep is told by.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="where">Where its runs train.</param>
    /// <param name="data">Where the data sets of the runs that wait were found.</param>
    /// <param name="atOnce">Runs at the same time; null where it will be seen.</param>
    public void Start(string name, string where, IReadOnlyList<DatasetOrigin> data, int? atOnce = null)
    {
        _mostAtOnce = atOnce ?? _mostAtOnce;
        Notify(new SweepStarted(name, where, data, Progress()));
    }

    public void Stop()
    {
        IsStopping = true;
        Notify(new SweepStopping(Progress()));
    }

    public void Begin(BoardRun run)
    {
        _waiting.Remove(run);
        run.Begin(_folder);
        Notify(new SweepRunBegan(run.Name));
    }

    /// <summary>How the attempt at a run ended that its process began.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cause">Why the process ended, where that is not written.</param>
    public SweepAttempt Ending(BoardRun run, Func<string> cause) => run.Ending(_folder, _settings, cause);

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

        RunRecord? record = RunWatch.ReadRecord(_folder.Run(run.Name));
        if (run.State == BoardState.Finished)
        {
            _finished.Add(run, run.Seconds(record));
        }

        Notify(new SweepRunEnded(attempt, record, failed && waits && !IsStopping, Progress()));
    }

    public SweepProgress Progress()
    {
        (BoardRun Run, RunningRun Look)[] running = [.. _runs.Where(run => run.State == BoardState.Running).Select(run => (run, run.Look(_folder)))];
        _mostAtOnce = Math.Max(_mostAtOnce, running.Length);
        return new SweepProgress(
            _runs.Count(run => run.State == BoardState.Finished),
            _runs.Count(run => run.State == BoardState.Failed),
            _waiting.Count,
            [.. running.Select(run => run.Look)],
            TimeLeft(running));
    }

    /// <summary>Fails with a sentence where runs are still to come and others were begun on other data.</summary>
    /// <exception cref="EngramException">It is so, or a data set is not found or damaged.</exception>
    public void RequireSameData(string? dataDirectory)
    {
        if (_waiting.Count > 0)
        {
            new DataGuard(dataDirectory).Require(_runs.Select(run => (_folder.Run(run.Name), run.Spec)), "name another folder with --output");
        }
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
        if (SweepWorker.IsDone(_folder, planned, _settings))
        {
            run.State = BoardState.Finished;
            _finished.Add(run, record!.TotalSeconds);
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

    /// <summary>
    /// What is under way takes as long as its own pace says. What waits takes as long for its cost as runs of its model did,
    /// finished ones or else those under way, or else as all runs did.
    /// </summary>
    private TimeSpan? TimeLeft((BoardRun Run, RunningRun Look)[] running)
    {
        var underWay = new SweepPace();
        foreach ((BoardRun run, _) in running.Where(run => run.Run.Projected is not null))
        {
            underWay.Add(run, run.Projected!.Value);
        }

        double sum = 0;
        double longest = 0;
        foreach (double? left in running.Select(run => Left(run.Run, run.Look, underWay)).Concat(_waiting.Select(run => Whole(run, underWay))))
        {
            if (left is null)
            {
                return null;
            }

            sum += left.Value;
            longest = Math.Max(longest, left.Value);
        }

        return TimeSpan.FromSeconds(Math.Max(longest, sum / _mostAtOnce));
    }

    private double? Left(BoardRun run, RunningRun look, SweepPace underWay) =>
        look.Left?.TotalSeconds ?? (Whole(run, underWay) is { } whole ? Math.Max(0, whole - look.Elapsed.TotalSeconds) : null);

    private double? Whole(BoardRun run, SweepPace underWay) =>
        _finished.ByModel(run) ?? underWay.ByModel(run) ?? _finished.ByAll(run) ?? underWay.ByAll(run);
}
