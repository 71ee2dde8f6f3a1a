using System.Diagnostics.Tracing;

namespace Engram.Benchmarks.Training;

/// <summary>
/// Listens to the runtime's sampled allocations, one per 100 kB or so, and counts them by type: over many steps that shows
/// who allocates.
/// </summary>
internal sealed class AllocationListener : EventListener
{
    private const int GcKeyword = 1;

    // What listening itself allocates.
    private static readonly string[] Own = ["MoreEventInfo", "EventWrittenEventArgs", "System.UInt16", "System.UInt32", "System.Object[]", "ReadOnlyCollection`1[System.Object]"];

    private readonly Dictionary<string, long> _bytes = [];
    private volatile bool _listening;

    /// <summary>Bytes by type so far, largest first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> ByType
    {
        get
        {
            lock (_bytes)
            {
                return [.. _bytes.OrderByDescending(entry => entry.Value)];
            }
        }
    }

    /// <summary>Counts from now on, or no longer.</summary>
    public void Listen(bool listening) => _listening = listening;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        ArgumentNullException.ThrowIfNull(eventSource);
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, (EventKeywords)GcKeyword);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (!_listening || eventData.EventName?.StartsWith("GCAllocationTick", StringComparison.Ordinal) != true)
        {
            return;
        }

        string type = (string)eventData.Payload![eventData.PayloadNames!.IndexOf("TypeName")]!;
        if (Own.Any(own => type.EndsWith(own, StringComparison.Ordinal)))
        {
            return;
        }

        long bytes = Convert.ToInt64(eventData.Payload[eventData.PayloadNames.IndexOf("AllocationAmount64")]);
        lock (_bytes)
        {
            _bytes[type] = _bytes.GetValueOrDefault(type) + bytes;
        }
    }
}
