namespace Engram.Faults.Disks;

/// <summary>A file system in a sparse file that lies on a smaller one, in memory.</summary>
internal sealed class ThinDisk : IDisposable
{
    private const long Promised = 32 << 20;

    /// <summary>The file system's own tables and journal, the work, and not much more.</summary>
    private const string Room = "16m";

    private readonly string _path;
    private readonly string _image;
    private readonly Mount _below;
    private Mount _mount;

    private ThinDisk(string path, string image, Mount below, Mount mount) => (_path, _image, _below, _mount) = (path, image, below, mount);

    /// <summary>Mounts a new one; null where that cannot be done.</summary>
    public static ThinDisk? Create(string path)
    {
        string beside = path + "-below";
        string image = Path.Combine(beside, "image");
        if (Mount.SmallDisk(beside, Room) is not { } below)
        {
            return null;
        }

        if (Mount.Format(image, Promised) && Mount.Image(image, path) is { } mount)
        {
            return new ThinDisk(path, image, below, mount);
        }

        below.Dispose();
        return null;
    }

    /// <summary>Takes all room that is left, until the result is disposed of.</summary>
    public IDisposable Starve() => new Balloon(Path.Combine(Path.GetDirectoryName(_image)!, "balloon"));

    /// <summary>Forgets all that the device does not have.</summary>
    public void MountAgain()
    {
        for (int attempt = 0; !_mount.TryUnmount(); attempt++)
        {
            if (attempt == 50)
            {
                throw new MisbehaviorException($"something still has a file open in {_path}");
            }

            Thread.Sleep(100);
        }

        Mount.Check(_image);
        _mount = Mount.Image(_image, _path) ?? throw new InvalidOperationException($"{_image} cannot be mounted again.");
    }

    public void Dispose()
    {
        _mount.Dispose();
        _below.Dispose();
    }
}
