namespace Engram.Faults.Faults;

/// <summary>SIGKILL to the process that was started; those that it has started end by themselves, before or after the next start.</summary>
internal sealed class KilledParent : IFault
{
    public string Name => "kill-parent";

    public string Strike(Moment moment)
    {
        ProcessTable.Signal(moment.Process.Id, ProcessTable.Kill);
        moment.Process.WaitForEnd();
        if (moment.Random.Next(2) == 0)
        {
            moment.Remember();
            return "killed, started again at once";
        }

        moment.WaitForQuiet();
        moment.Remember();
        return "killed";
    }
}
