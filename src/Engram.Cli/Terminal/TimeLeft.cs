namespace Engram.Cli.Terminal;

/// <summary>
/// How long a training will still take, from the speed of its last seconds: layers differ in speed, and a layer gets
/// faster as its activations get sparse.
/// </summary>
internal sealed class TimeLeft(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly Queue<(long Time, long Steps)> _samples = [];
    private (long Time, long Steps) _newest;

    /// <summary>Takes note of where the training stands and says how long it will take; null before that is known.</summary>
    public TimeSpan? Update(long completedSteps, long totalSteps)
    {
        long now = clock.GetTimestamp();
        if (_samples.Count == 0 || clock.GetElapsedTime(_newest.Time, now) >= Interval)
        {
            _newest = (now, completedSteps);
            _samples.Enqueue(_newest);
        }

        while (_samples.Count > 2 && clock.GetElapsedTime(_samples.Peek().Time, now) > Window)
        {
            _samples.Dequeue();
        }

        var (time, steps) = _samples.Peek();
        TimeSpan elapsed = clock.GetElapsedTime(time, now);
        return completedSteps > steps && elapsed >= Interval
            ? elapsed * ((totalSteps - completedSteps) / (double)(completedSteps - steps))
            : null;
    }
}
