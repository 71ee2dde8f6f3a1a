namespace Engram.Threading;

/// <summary>
/// The numbered parts of one piece of work, dealt out to threads: each has a stretch of them, and takes from the end of
/// another's once its own is done. A thread has the same stretch in every piece of work that has as many parts, so most rows that it reads are in its own
/// core's cache, where it has written them a moment ago.
/// </summary>
internal sealed class WorkShares
{
    // Shares that are written by different cores lie in different pairs of cache lines.
    private const int Spacing = 16;

    private readonly int _threadCount;

    // What is left of each thread's share: its first part in the upper half, the one behind its last in the lower.
    private readonly long[] _left;

    public WorkShares(int threadCount)
    {
        _threadCount = threadCount;
        _left = new long[(threadCount + 1) * Spacing];
    }

    /// <summary>Deals out the parts 0 … <paramref name="partCount"/> − 1. No thread may be taking any.</summary>
    public void Deal(int partCount)
    {
        for (int thread = 0; thread < _threadCount; thread++)
        {
            Volatile.Write(ref Left(thread), Pack(Start(thread, partCount), Start(thread + 1, partCount)));
        }
    }

    /// <summary>Takes back all parts that no thread has taken.</summary>
    public void Clear()
    {
        for (int thread = 0; thread < _threadCount; thread++)
        {
            Volatile.Write(ref Left(thread), 0);
        }
    }

    /// <summary>Takes a part for a thread.</summary>
    /// <returns>Whether one was left.</returns>
    public bool TryTake(int thread, out int part)
    {
        if (TryTake(ref Left(thread), fromEnd: false, out part))
        {
            return true;
        }

        for (int distance = 1; distance < _threadCount; distance++)
        {
            if (TryTake(ref Left((thread + distance) % _threadCount), fromEnd: true, out part))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryTake(ref long left, bool fromEnd, out int part)
    {
        while (true)
        {
            long seen = Volatile.Read(ref left);
            (int first, int end) = ((int)(seen >> 32), (int)seen);
            part = fromEnd ? end - 1 : first;
            if (first >= end)
            {
                return false;
            }

            long rest = fromEnd ? Pack(first, end - 1) : Pack(first + 1, end);
            if (Interlocked.CompareExchange(ref left, rest, seen) == seen)
            {
                return true;
            }
        }
    }

    private static long Pack(int first, int end) => ((long)first << 32) | (uint)end;

    private int Start(int thread, int partCount) => (int)((long)partCount * thread / _threadCount);

    // The array's own header shares its line with nobody.
    private ref long Left(int thread) => ref _left[(thread + 1) * Spacing];
}
