namespace Engram.Training;

/// <summary>
/// Hands out the draws of one epoch after the other and meanwhile makes those of the next on another thread. Streams are named by
/// seed and place, so it makes no difference when that happens.
/// </summary>
/// <param name="create">Makes room for the draws of an epoch.</param>
internal sealed class EpochDraws(Func<EpochDraw> create)
{
    private EpochDraw _current = create();
    private EpochDraw _next = create();
    private TrainingPosition? _nextEpoch;
    private Task _drawing = Task.CompletedTask;

    /// <summary>The draws of an epoch.</summary>
    /// <param name="position">A place in that epoch.</param>
    /// <param name="following">A place in the epoch to draw next, or none behind the last.</param>
    public EpochDraw Take(TrainingPosition position, TrainingPosition? following)
    {
        Expect(position);
        _drawing.GetAwaiter().GetResult();
        (_current, _next) = (_next, _current);
        _nextEpoch = null;
        if (following is { } epoch)
        {
            Expect(epoch);
        }

        return _current;
    }

    /// <summary>Begins to draw for an epoch, if that has not happened yet.</summary>
    public void Expect(TrainingPosition position)
    {
        TrainingPosition epoch = position with { StepIndex = 0 };
        if (_nextEpoch == epoch)
        {
            return;
        }

        _drawing.GetAwaiter().GetResult();
        _nextEpoch = epoch;
        EpochDraw next = _next;
        _drawing = Task.Run(() => next.Draw(epoch));
    }
}
