using Engram.Cli.Terminal;
using Engram.Experiments.Sweeps;

namespace Engram.Cli.SweepRendering;

/// <summary>Plain lines for files and pipes: one for every attempt that began or ended; the quiet ones are failures.</summary>
internal sealed class SweepLinesDisplay(Shell shell, bool quiet) : ISweepDisplay, ISweepObserver
{
    public SweepOutcome Show(Func<ISweepObserver, SweepOutcome> sweep) => sweep(this);

    public void Notify(SweepEvent sweepEvent)
    {
        switch (sweepEvent)
        {
            case SweepWarned warned:
                shell.Error.WriteLine($"Warning: {warned.Message}");
                break;
            case SweepRunEnded { Attempt.Status: AttemptStatus.Failed } failed:
                shell.Error.WriteLine(SweepText.Ending(failed));
                break;
            case SweepStarted started when !quiet:
                shell.WriteLine(SweepText.Heading(started));
                break;
            case SweepQueued queued when !quiet:
                shell.WriteLine(SweepText.Queued(queued));
                break;
            case SweepRunBegan began when !quiet:
                shell.WriteLine($"begun        {began.Run}");
                break;
            case SweepRunEnded ended when !quiet:
                shell.WriteLine($"{SweepText.Ending(ended)}  ({Standing(ended.Progress)})");
                break;
            case SweepStopping when !quiet:
                shell.WriteLine("stopping: runs write their checkpoints");
                break;
        }
    }

    private static string Standing(SweepProgress progress) => SweepText.Left(progress.Left) is { Length: > 0 } left
        ? $"{progress.Finished} of {progress.Count}, {left}"
        : $"{progress.Finished} of {progress.Count}";
}
