using System.Diagnostics;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Sweeps;

/// <summary>What is known of one run of a sweep while the sweep is carried out.</summary>
internal sealed class BoardRun(PlannedRun planned)
{
    private long _began;
    private int _epochsAtStart;

    public string Name => planned.Name;

    public RunSpec Spec => planned.Spec;

    public string Model => planned.Spec.Training.Model;

    /// <summary>What the whole run costs; see <see cref="RunCost"/>.</summary>
    public double Cost { get; } = RunCost.Of(planned.Spec);

    public BoardState State { get; set; } = BoardState.Waiting;

    /// <summary>Attempts that failed since the sweep was started.</summary>
    public int Failures { get; set; }

    /// <summary>Number of the attempt before the one that was asked for.</summary>
    public int EarlierNumber { get; private set; }

    /// <summary>Steps that the run had taken by then.</summary>
    public long EarlierSteps { get; private set; }

    /// <summary>Seconds that the whole run will have taken at the pace of its last look; null before its first epoch is over.</summary>
    public double? Projected { get; private set; }

    /// <summary>How the last attempt ended.</summary>
    public SweepAttempt? Last { get; private set; }

    /// <summary>Takes note of what the folder says before an attempt is asked for.</summary>
    public void Remember(SweepFolder folder)
    {
        EarlierNumber = AttemptDocument.Read(folder, Name)?.Number ?? 0;
        EarlierSteps = RunWatch.ReadRecord(folder.Run(Name))?.CompletedSteps ?? 0;
    }

    /// <summary>Takes over what was noted before the attempt was asked for, by a process that is no more.</summary>
    public void Remember(int earlierNumber, long earlierSteps) => (EarlierNumber, EarlierSteps) = (earlierNumber, earlierSteps);

    /// <summary>The attempt is under way.</summary>
    public void Begin(SweepFolder folder)
    {
        State = BoardState.Running;
        _epochsAtStart = RunWatch.Progress(folder.Run(Name), planned.Spec.Training).Rows;
        _began = Stopwatch.GetTimestamp();
    }

    public void End(SweepAttempt attempt) => Last = attempt;

    /// <summary>
    /// What a finished run took, of which either clock has seen a part: its record adds up the sessions of a run that was
    /// resumed and leaves out the analysis, this process has watched the last attempt only, to its very end.
    /// </summary>
    public double Seconds(RunRecord? record) => Math.Max(record?.TotalSeconds ?? 0, Stopwatch.GetElapsedTime(_began).TotalSeconds);

    /// <summary>
    /// How the attempt that was asked for ended: as its process wrote it. A disk may have refused that; then a complete run has finished, and any
    /// other failed for a cause known from outside.
    /// </summary>
    public SweepAttempt Ending(SweepFolder folder, SweepSettings settings, Func<string> cause)
    {
        SweepAttempt? written = AttemptDocument.Read(folder, Name);
        if (written is { Status: not AttemptStatus.Running } && written.Number > EarlierNumber)
        {
            return written;
        }

        var attempt = new SweepAttempt { Run = Name, Number = Math.Max(EarlierNumber + 1, written?.Number ?? 0), Status = AttemptStatus.Finished };
        return SweepWorker.IsDone(folder, planned, settings) ? attempt : attempt with { Status = AttemptStatus.Failed, Cause = cause() };
    }

    /// <summary>Where the run stands by its folder.</summary>
    public RunningRun Look(SweepFolder folder)
    {
        (int rows, int allRows) = RunWatch.Progress(folder.Run(Name), planned.Spec.Training);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_began);
        int done = rows - _epochsAtStart;
        Projected = done > 0 ? elapsed.TotalSeconds * allRows / done : null;
        return new RunningRun(Name, rows, allRows, elapsed, done > 0 ? elapsed * ((double)(allRows - rows) / done) : null);
    }
}

/// <summary>Where a run of a sweep is.</summary>
internal enum BoardState
{
    /// <summary>Its turn has not come, or it waits for its next attempt.</summary>
    Waiting,

    /// <summary>It is under way.</summary>
    Running,

    /// <summary>It is complete.</summary>
    Finished,

    /// <summary>It is given up.</summary>
    Failed,
}
