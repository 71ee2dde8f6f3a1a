using Engram.Faults.Disks;
namespace Engram.Faults.Faults;

/// <summary>The folder becomes read-only, for a moment or until the program gives up.</summary>
internal sealed class ReadOnlyFolder : IFault
{
    public string Name => "read-only";

    public string? Strike(Moment moment)
    {
        moment.Remember();
        Directory.CreateDirectory(moment.Folder);
        return Mount.ReadOnly(moment.Folder) is { } mount ? moment.Hold(mount, "read-only") : null;
    }
}
