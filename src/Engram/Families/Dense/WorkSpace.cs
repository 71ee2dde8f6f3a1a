namespace Engram.Families.Dense;

/// <summary>Memory of a training beyond its state.</summary>
internal static class WorkSpace
{
    /// <summary>
    /// Gives back what is no longer used, before as much is taken again. Left alone it stays until memory is short: a hundred
    /// megabytes over a run. It takes a millisecond or two, since the large arrays hold no references.
    /// </summary>
    public static void Release() => GC.Collect();
}
