namespace Engram.Threading;

/// <summary>
/// The threads of a run. <see cref="Run"/> hands out numbered parts of one piece of work and returns when all are done.
/// A thread begins with its own share of them, but which takes which in the end is left to chance, so a part must write only what no other part
/// writes; then results do not depend on the number of threads.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    /// <summary>Nobody has more cores; more is a slip of the finger, and thousands of threads take minutes for what one does in seconds.</summary>
    public const int MostThreads = 1024;

    // A training step is a dozen short pieces of work: a helper that slept between them would cost more than the work.
    private const int SpinsBeforeSleep = 2_000;

    // With more threads than free cores, a helper that never let go would keep the one it waits for from running.
    private const int SpinsBetweenYields = 64;

    private static readonly Action<int> Nothing = static _ => { };

    private readonly Thread[] _helpers;
    private readonly WorkShares _shares;
    private readonly object _gate = new();

    private Action<int> _work = Nothing;
    private int _generation;
    private int _helpersBusy;
    private Exception? _failure;
    private volatile bool _stopping;

    /// <summary>Starts the threads; the calling thread of <see cref="Run"/> is one of them.</summary>
    /// <param name="threadCount">Threads in all, at least 1.</param>
    public WorkerPool(int threadCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threadCount);
        ThreadCount = threadCount;
        _shares = new WorkShares(threadCount);
        _helpers = new Thread[threadCount - 1];
        for (int index = 0; index < _helpers.Length; index++)
        {
            int thread = index + 1;
            _helpers[index] = new Thread(() => HelperLoop(thread)) { IsBackground = true, Name = $"engram worker {thread}" };
            _helpers[index].Start();
        }
    }

    /// <summary>As many threads as are asked for; null for one per core.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one is asked for, or more than any machine has a use for.</exception>
    public static WorkerPool Of(int? threads) => threads is < 1 or > MostThreads
        ? throw new ArgumentOutOfRangeException(nameof(threads), threads, $"Use 1 to {MostThreads} threads, or null for one per core.")
        : new WorkerPool(threads ?? Environment.ProcessorCount);

    /// <summary>Threads that share the work, the caller's included.</summary>
    public int ThreadCount { get; }

    /// <summary>Calls <paramref name="work"/> with 0 … <paramref name="partCount"/> − 1, each once, on all threads.</summary>
    /// <remarks>
    /// Not reentrant; one caller at a time. A failure of a part is rethrown here when all threads are done.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    public void Run(int partCount, Action<int> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        ObjectDisposedException.ThrowIf(_stopping, this);
        if (_helpers.Length == 0 || partCount <= 1)
        {
            for (int part = 0; part < partCount; part++)
            {
                work(part);
            }

            return;
        }

        _work = work;
        _failure = null;
        _shares.Deal(partCount);
        Volatile.Write(ref _helpersBusy, _helpers.Length);
        WakeHelpers();
        TakeParts(0);
        SpinWait spinner = default;
        while (Volatile.Read(ref _helpersBusy) != 0)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }

        // What the work holds on to may be large and soon out of use.
        _work = Nothing;
        if (_failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }
    }

    // Under the lock work is either handed out before the end, and then every helper does it, or not at all.
    private void WakeHelpers()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _generation++;
            Monitor.PulseAll(_gate);
        }
    }

    private void TakeParts(int thread)
    {
        try
        {
            while (_shares.TryTake(thread, out int part))
            {
                _work(part);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            _shares.Clear();
        }
    }

    private void HelperLoop(int thread)
    {
        int seen = 0;
        while (WaitForWork(ref seen))
        {
            TakeParts(thread);
            Interlocked.Decrement(ref _helpersBusy);
        }
    }

    private bool WaitForWork(ref int seen)
    {
        for (int spin = 0; spin < SpinsBeforeSleep && Volatile.Read(ref _generation) == seen; spin++)
        {
            Thread.SpinWait(4);
            if (spin % SpinsBetweenYields == SpinsBetweenYields - 1)
            {
                Thread.Yield();
            }
        }

        if (Volatile.Read(ref _generation) == seen)
        {
            lock (_gate)
            {
                while (_generation == seen && !_stopping)
                {
                    Monitor.Wait(_gate);
                }
            }
        }

        // Who waits for the helpers counts on each of them, so work that has been handed out goes before the end.
        int latest = Volatile.Read(ref _generation);
        bool hasWork = latest != seen;
        seen = latest;
        return hasWork;
    }
}
