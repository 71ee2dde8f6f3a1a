using Engram.Faults.Disks;
namespace Engram.Faults.Faults;

/// <summary>
/// A device that promises more room than it has: writes go into memory, and only what waits for the device hears that it has
/// lost them. Afterwards the device is mounted anew, so that only what it really has is there.
/// </summary>
internal sealed class ThinDevice : IFault
{
    public string Name => "thin-device";

    public IDisposable? MountDisk(string place, out bool isMissing)
    {
        ThinDisk? disk = ThinDisk.Create(place);
        isMissing = disk is null;
        return disk;
    }

    public string? Strike(Moment moment)
    {
        var disk = (ThinDisk)moment.Disk!;
        moment.Remember();
        string happened = moment.Hold(disk.Starve(), "device without room");
        moment.Process.WaitForEnd();
        moment.WaitForQuiet();
        disk.MountAgain();
        return happened;
    }
}
