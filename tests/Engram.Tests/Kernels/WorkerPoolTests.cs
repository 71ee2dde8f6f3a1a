using System.Diagnostics;
using System.Runtime.CompilerServices;
using Engram.Threading;

namespace Engram.Tests.Kernels;

public class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_part_is_done_exactly_once(int threads)
    {
        using WorkerPool workers = new(threads);
        Assert.Equal(threads, workers.ThreadCount);
        foreach (int parts in new[] { 0, 1, 2, 3, 7, 100, 1000 })
        {
            int[] done = new int[parts];
            workers.Run(parts, part => Interlocked.Increment(ref done[part]));
            Assert.All(done, count => Assert.Equal(1, count));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_hundred_thousand_tiny_rounds_lose_no_wake_up(int threads)
    {
        // A machine that is busy with other work gets through fewer rounds in the time that a test may take.
        Stopwatch watch = Stopwatch.StartNew();
        using WorkerPool workers = new(threads);
        long sum = 0;
        for (int round = 0; round < 100_000 && watch.Elapsed < TimeSpan.FromSeconds(3); round++)
        {
            workers.Run(threads, part => Interlocked.Add(ref sum, part + 1));
            Assert.Equal((round + 1L) * threads * (threads + 1) / 2, Volatile.Read(ref sum));
        }
    }

    [Fact]
    public void Helpers_that_fell_asleep_wake_up_again()
    {
        using WorkerPool workers = new(3);
        for (int round = 0; round < 20; round++)
        {
            // Longer than helpers spin before they sleep.
            Thread.Sleep(10);
            int count = 0;
            workers.Run(50, _ => Interlocked.Increment(ref count));
            Assert.Equal(50, count);
        }
    }

    [Fact]
    public void Parts_see_what_the_caller_wrote_and_the_caller_what_the_parts_wrote()
    {
        using WorkerPool workers = new(3);
        int[] values = new int[64];
        for (int round = 1; round <= 2000; round++)
        {
            Array.Fill(values, round);
            workers.Run(values.Length, part => values[part] = values[part] == round ? -round : 0);
            Assert.All(values, value => Assert.Equal(-round, value));
        }
    }

    [Fact]
    public void All_threads_take_part()
    {
        using WorkerPool workers = new(3);
        using Barrier allThree = new(3);

        // Ends only if three threads are at work at once.
        workers.Run(3, _ => Assert.True(allThree.SignalAndWait(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public void A_thread_begins_with_the_same_parts_every_time()
    {
        using WorkerPool workers = new(3);
        using Barrier all = new(3);
        int[]? first = null;
        for (int round = 0; round < 50; round++)
        {
            int[] threads = new int[3];
            workers.Run(3, part =>
            {
                threads[part] = Environment.CurrentManagedThreadId;
                Assert.True(all.SignalAndWait(TimeSpan.FromSeconds(30)));
            });
            first ??= threads;
            Assert.Equal(first, threads);
        }

        Assert.Equal(Environment.CurrentManagedThreadId, first![0]);
        Assert.Equal(3, first.Distinct().Count());
    }

    [Fact]
    public void A_thread_that_is_done_takes_what_is_left_of_anothers_share()
    {
        using WorkerPool workers = new(2);
        using CountdownEvent others = new(9);
        workers.Run(10, part =>
        {
            if (part == 0)
            {
                // Ends only if the other thread takes the rest of this one's share.
                Assert.True(others.Wait(TimeSpan.FromSeconds(30)));
            }
            else
            {
                others.Signal();
            }
        });
        Assert.True(others.IsSet);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_failure_reaches_the_caller_and_the_pool_goes_on(int threads)
    {
        using WorkerPool workers = new(threads);
        for (int round = 0; round < 100; round++)
        {
            int failing = round % 10;
            EngramException failure = Assert.Throws<EngramException>(() => workers.Run(10, part =>
            {
                if (part == failing)
                {
                    Fail(part);
                }
            }));
            Assert.Equal($"part {failing}", failure.Message);
            Assert.Contains(nameof(Fail), failure.StackTrace, StringComparison.Ordinal);

            int count = 0;
            workers.Run(10, _ => Interlocked.Increment(ref count));
            Assert.Equal(10, count);
        }
    }

    [Fact]
    public void After_a_failure_no_more_parts_are_begun()
    {
        using WorkerPool workers = new(2);
        int begun = 0;
        Assert.Throws<EngramException>(() => workers.Run(10_000, part =>
        {
            Interlocked.Increment(ref begun);
            if (part == 0)
            {
                Fail(part);
            }

            Thread.Sleep(1);
        }));
        Assert.InRange(begun, 1, 5_000);
    }

    [Fact]
    public void When_every_part_fails_one_failure_is_thrown()
    {
        using WorkerPool workers = new(3);
        Assert.Throws<EngramException>(() => workers.Run(100, Fail));
    }

    [Fact]
    public void Disposing_ends_the_threads()
    {
        WeakReference? owner = null;
        Run();
        for (int attempt = 0; attempt < 50 && owner!.IsAlive; attempt++)
        {
            Thread.Sleep(10);
            GC.Collect();
        }

        // A helper that still ran would hold its pool.
        Assert.False(owner!.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Run()
        {
            WorkerPool workers = new(4);
            owner = new WeakReference(workers);
            workers.Run(10, static _ => { });
            workers.Dispose();
            workers.Dispose();
        }
    }

    [Fact]
    public void An_end_in_the_midst_of_work_leaves_nobody_waiting()
    {
        for (int round = 0; round < 100; round++)
        {
            WorkerPool workers = new(6);
            using ManualResetEventSlim began = new();
            void WorkForEver()
            {
                while (true)
                {
                    workers.Run(6, static _ => { });
                    began.Set();
                }
            }

            Thread caller = new(() => Assert.Throws<ObjectDisposedException>((Action)WorkForEver)) { IsBackground = true };
            caller.Start();
            began.Wait(TestContext.Current.CancellationToken);
            workers.Dispose();
            Assert.True(caller.Join(TimeSpan.FromSeconds(10)), $"The caller still waits for a helper in round {round}.");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void After_its_end_it_takes_no_work(int threads)
    {
        WorkerPool workers = new(threads);
        workers.Dispose();
        Assert.Throws<ObjectDisposedException>(() => workers.Run(1, static _ => Assert.Fail("work was done")));
        Assert.Throws<ObjectDisposedException>(() => workers.Run(5, static _ => Assert.Fail("work was done")));
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));
        using WorkerPool workers = new(1);
        Assert.Throws<ArgumentNullException>(() => workers.Run(1, null!));
    }

    private static void Fail(int part) => throw new EngramException($"part {part}");
}
