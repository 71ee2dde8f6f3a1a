namespace Engram.Faults.Faults;

/// <summary>SIGKILL to all processes at once.</summary>
internal sealed class PulledPlug : IFault
{
    public string Name => "pull-plug";

    public string Strike(Moment moment)
    {
        int count = moment.KillAll();
        moment.Remember();
        return $"killed {count} {(count == 1 ? "process" : "processes")}";
    }
}
