namespace Engram.Threading;

/// <summary>
/// Work on the rows of a batch, shared out among all threads. Made once and run in every step, so that a step need not make
/// an object for it.
/// </summary>
internal sealed class RowLoop
{
    private const int RowsPerPart = 16;

    private readonly WorkerPool _workers;
    private readonly Action<int> _work;
    private readonly Action<int> _part;
    private int _rowCount;

    /// <param name="workers">Threads.</param>
    /// <param name="work">Is given the index of each row once.</param>
    public RowLoop(WorkerPool workers, Action<int> work)
    {
        _workers = workers;
        _work = work;
        _part = RunPart;
    }

    /// <summary>Works on the first rows.</summary>
    public void Run(int rowCount)
    {
        _rowCount = rowCount;
        _workers.Run((rowCount + RowsPerPart - 1) / RowsPerPart, _part);
    }

    private void RunPart(int part)
    {
        int end = Math.Min(_rowCount, (part + 1) * RowsPerPart);
        for (int row = part * RowsPerPart; row < end; row++)
        {
            _work(row);
        }
    }
}
