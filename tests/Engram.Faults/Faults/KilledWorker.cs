namespace Engram.Faults.Faults;

/// <summary>SIGKILL to one of the processes that carry a run out, as when memory runs out; the sweep is left alone.</summary>
internal sealed class KilledWorker : IFault
{
    public string Name => "kill-worker";

    public bool SuitsTraining => false;

    public string Strike(Moment moment)
    {
        IReadOnlyList<int> workers = ProcessTable.ChildrenOf(moment.Process.Id);
        if (workers.Count > 0)
        {
            ProcessTable.Signal(workers[moment.Random.Next(workers.Count)], ProcessTable.Kill);
        }

        moment.Remember();
        return workers.Count > 0 ? $"killed 1 of {workers.Count} workers" : "no worker to kill";
    }
}
