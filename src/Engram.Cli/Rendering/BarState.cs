using Engram.Cli.Terminal;
using Engram.Experiments.Runs;

namespace Engram.Cli.Rendering;

/// <summary>The texts beside a progress bar.</summary>
internal sealed class BarState(int width)
{
    /// <summary>Narrower terminals leave the goodness out, so that the bar keeps some length.</summary>
    private const int WidthForGoodness = 100;

    /// <summary>Room for the widest texts: 60 columns, and 25 more with the goodness.</summary>
    public int BarWidth { get; } = Math.Clamp(width - (width < WidthForGoodness ? 60 : 85), 5, 60);

    private readonly TimeLeft _timeLeft = new(TimeProvider.System);
    private TrainingSpec _spec = new();
    private RunProgress _progress;
    private EpochMetrics? _last;

    public string Text { get; private set; } = "loading";

    public string TimeLeft { get; private set; } = "";

    public void Update(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted started:
                _spec = started.Spec.Training;
                Advance(started.Progress);
                break;
            case StepTaken step:
                Advance(step.Progress);
                break;
            case EpochEnded epoch:
                _last = epoch.Metrics;
                Advance(epoch.Progress);
                break;
        }
    }

    /// <summary>One line for a layer that is trained.</summary>
    public string Summary(LayerEnded ended)
    {
        string place = RunText.Place(ended.Last.LayerIndex, ended.Last.EpochIndex, _spec);
        return $"{place}  {RunText.Loss(ended.Last)}  {RunText.Goodness(ended.Last, _spec)}{RunText.Validation(ended.Last)}  {RunText.Seconds(ended.Seconds)}";
    }

    private void Advance(RunProgress progress)
    {
        _progress = progress;
        if (_timeLeft.Update(progress.CompletedSteps, progress.TotalSteps) is { } left)
        {
            TimeLeft = $"{RunText.Duration(left)} left";
        }

        Text = progress.CompletedSteps == progress.TotalSteps ? "testing" : Place();
    }

    private string Place()
    {
        string place = RunText.Place(_progress.LayerIndex, _progress.EpochIndex, _spec);
        string loss = _last is null ? "" : $"  {RunText.Loss(_last)}";
        return place + loss + Quality();
    }

    /// <summary>What says most of how well it goes: accuracy where it is measured, otherwise goodness; narrow terminals have no room for it.</summary>
    private string Quality() => _last switch
    {
        null => "",
        _ when width < WidthForGoodness => "",
        { ValidationAccuracy: not null } => RunText.Validation(_last),
        _ => $"  {RunText.Goodness(_last, _spec)}",
    };
}
