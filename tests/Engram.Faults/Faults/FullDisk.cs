namespace Engram.Faults.Faults;

/// <summary>A small disk is filled up, for a moment or until the program gives up.</summary>
internal sealed class FullDisk : IFault
{
    public string Name => "full-disk";

    public bool NeedsSmallDisk => true;

    public string Strike(Moment moment)
    {
        moment.Remember();
        var balloon = new Balloon(Path.Combine(Path.GetDirectoryName(moment.Folder)!, "balloon"));
        return moment.Hold(balloon, "disk full");
    }

    /// <summary>A file as large as there is room for.</summary>
    private sealed class Balloon : IDisposable
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
}
