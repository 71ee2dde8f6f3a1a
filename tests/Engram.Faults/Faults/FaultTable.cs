namespace Engram.Faults.Faults;

/// <summary>All kinds of faults.</summary>
internal static class FaultTable
{
    public static IReadOnlyList<IFault> All { get; } =
    [
        new KilledParent(),
        new KilledWorker(),
        new PulledPlug(),
        new AskedToStop(),
        new DamagedNewestFile(),
        new TruncatedNewestFile(),
        new DamagedFile(),
        new FullDisk(),
        new ReadOnlyFolder(),
    ];
}
