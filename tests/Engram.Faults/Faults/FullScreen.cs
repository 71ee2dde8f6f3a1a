namespace Engram.Faults.Faults;

/// <summary>What the program prints goes to a disk that is full; the folder's own disk has room.</summary>
internal sealed class FullScreen : IFault
{
    public string Name => "full-screen";

    public bool ComesByItself => true;

    public IReadOnlyList<string> Prefix(Plan plan) => ["/bin/sh", "-c", "exec \"$0\" \"$@\" > /dev/full"];

    public string Strike(Moment moment)
    {
        moment.Process.WaitForEnd();
        moment.Remember();
        return moment.Finished!.Count > 0 ? "nothing could be printed" : throw new MisbehaviorException("a run is lost with the screen");
    }
}
