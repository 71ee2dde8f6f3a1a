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
        new KilledAtCall(),
        new ThinDevice(),
        new FullScreen(),
        new ReusedFolder(),
        new RefusedLock(),
        new InjectedError("open", "ENOSPC", "EIO", "EDQUOT", "EROFS", "EMFILE", "EINTR"),
        new InjectedError("write", "ENOSPC", "EIO", "EDQUOT", "EINTR"),
        new InjectedError("fsync", "ENOSPC", "EIO", "EDQUOT", "EINTR"),
        new InjectedError("rename", "ENOSPC", "EIO", "EDQUOT", "EACCES"),
        new InjectedError("unlink", "EIO", "EACCES", "EBUSY"),
        new InjectedError("close", "ENOSPC", "EIO", "EDQUOT", "EINTR"),
        new InjectedError("mkdir", "ENOSPC", "EIO", "EDQUOT", "EACCES"),
    ];

    /// <summary>Those whose names begin with one of some words; all of them where there are none.</summary>
    public static IEnumerable<IFault> Named(IReadOnlyCollection<string> beginnings) =>
        All.Where(fault => beginnings.Count == 0 || beginnings.Any(beginning => fault.Name.StartsWith(beginning, StringComparison.Ordinal)));
}
