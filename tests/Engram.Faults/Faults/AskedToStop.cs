namespace Engram.Faults.Faults;

/// <summary>SIGINT or SIGTERM to the process that was started.</summary>
internal sealed class AskedToStop : IFault
{
    public string Name => "signal";

    public string Strike(Moment moment)
    {
        bool interrupt = moment.Random.Next(2) == 0;
        ProcessTable.Signal(moment.Process.Id, interrupt ? ProcessTable.Interrupt : ProcessTable.Terminate);
        moment.WasAskedToStop = true;
        moment.Process.WaitForEnd();
        moment.Remember();
        return interrupt ? "SIGINT" : "SIGTERM";
    }
}
