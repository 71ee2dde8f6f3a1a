using Engram.Faults.Disks;
namespace Engram.Faults.Faults;

/// <summary>A small disk is filled up, for a moment or until the program gives up.</summary>
internal sealed class FullDisk : IFault
{
    public string Name => "full-disk";

    /// <summary>Room for the work and its checkpoints, and not for much more.</summary>
    private const string Size = "6m";

    public IDisposable? MountDisk(string place, out bool isMissing)
    {
        Mount? disk = Mount.SmallDisk(place, Size);
        isMissing = disk is null;
        return disk;
    }

    public string Strike(Moment moment)
    {
        moment.Remember();
        var balloon = new Balloon(Path.Combine(Path.GetDirectoryName(moment.Folder)!, "balloon"));
        return moment.Hold(balloon, "disk full");
    }
}
