using Engram.Cli.Terminal;
using Engram.Experiments.Runs;

namespace Engram.Cli.Rendering;

/// <summary>
/// Plain lines for files and pipes: one per epoch, but none within two seconds of the one before, and always one for
/// the last epoch of a layer.
/// </summary>
internal sealed class LinesDisplay(Shell shell, TimeProvider clock) : IRunDisplay, IRunObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly TimeLeft _timeLeft = new(clock);
    private TrainingSpec _spec = new();
    private long? _lastLine;

    public RunOutcome Show(Func<IRunObserver, RunOutcome> run) => run(this);

    public void Notify(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted started:
                _spec = started.Spec.Training;
                foreach (string line in RunText.Heading(started))
                {
                    shell.WriteLine(line);
                }

                break;
            case StepTaken step:
                _timeLeft.Update(step.Progress.CompletedSteps, step.Progress.TotalSteps);
                break;
            case EpochEnded epoch:
                WriteEpoch(epoch);
                break;
            case RunWarned warned:
                shell.Error.WriteLine($"Warning: {warned.Message}");
                break;
        }
    }

    private void WriteEpoch(EpochEnded epoch)
    {
        // The last of its layers where the next step is in another first one.
        bool isLast = epoch.Progress.EpochIndex == 0;
        if (!isLast && _lastLine is { } last && clock.GetElapsedTime(last) < Interval)
        {
            return;
        }

        _lastLine = clock.GetTimestamp();
        EpochMetrics metrics = epoch.Metrics;
        string left = _timeLeft.Update(epoch.Progress.CompletedSteps, epoch.Progress.TotalSteps) is { } time && time > TimeSpan.Zero
            ? $"  {RunText.Duration(time)} left"
            : "";
        shell.WriteLine($"{RunText.Place(metrics.LayerIndex, metrics.EpochIndex, _spec)}  {RunText.Loss(metrics)}  {RunText.Goodness(metrics, _spec)}{RunText.Validation(metrics)}{left}");
    }
}
