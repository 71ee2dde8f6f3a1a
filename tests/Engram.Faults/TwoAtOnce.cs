using System.Collections.Concurrent;

namespace Engram.Faults;

/// <summary>
/// Two things under way at a time, each in a folder of its own: a command of one thread would leave half of a small machine idle. What each
/// gives comes in the order of the things, as if they had been done one after the other.
/// </summary>
internal static class TwoAtOnce
{
    /// <summary>Does something with every item.</summary>
    /// <param name="items">The items.</param>
    /// <param name="work">What to do with one.</param>
    public static IEnumerable<TResult> Do<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, TResult> work) =>
        Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering)
            .AsParallel().AsOrdered().WithDegreeOfParallelism(2).WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(work).AsSequential();
}
