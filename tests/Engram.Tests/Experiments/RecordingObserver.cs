using Engram.Experiments.Runs;

namespace Engram.Tests.Experiments;

/// <summary>Remembers what a run reports, and may act on it.</summary>
internal sealed class RecordingObserver(Action<RunEvent>? act = null) : IRunObserver
{
    public List<RunEvent> Events { get; } = [];

    public IEnumerable<string> Warnings => Events.OfType<RunWarned>().Select(warned => warned.Message);

    public void Notify(RunEvent runEvent)
    {
        Events.Add(runEvent);
        act?.Invoke(runEvent);
    }
}
