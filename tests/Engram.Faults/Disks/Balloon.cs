namespace Engram.Faults.Disks;

/// <summary>A file as large as there is room for; the room is back when it is disposed of.</summary>
internal sealed class Balloon : IDisposable
{
    private readonly string _path;

    public Balloon(string path)
    {
        _path = path;
        byte[] block = new byte[4096];
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Dispose() => File.Delete(_path);
}
