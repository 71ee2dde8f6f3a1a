namespace Engram.Faults;

/// <summary>Sees files as they are begun, so that something can happen in the midst of a write.</summary>
internal sealed class FileWatch : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly SemaphoreSlim _seen = new(0);
    private int _count;
    private volatile string _last = "";

    public FileWatch(string folder)
    {
        _watcher = new FileSystemWatcher(folder, RunFiles.TemporaryPattern) { IncludeSubdirectories = true, InternalBufferSize = 64 * 1024 };
        _watcher.Created += (_, file) =>
        {
            _last = Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(file.Name))) ?? "";
            Interlocked.Increment(ref _count);
            _seen.Release();
        };
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Files seen so far; those of a folder that is just being made may be missed.</summary>
    public int Count => _count;

    /// <summary>The file that was seen last.</summary>
    public string Last => _last;

    /// <summary>Waits for the next one.</summary>
    public bool WaitForNext(int milliseconds) => _seen.Wait(milliseconds);

    public void Dispose()
    {
        _watcher.Dispose();
        _seen.Dispose();
    }
}
