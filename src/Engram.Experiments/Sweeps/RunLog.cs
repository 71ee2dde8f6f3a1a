using Engram.Experiments.Files;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// What the processes of a run print, one attempt after the other. A log that cannot be written, for example because the
/// disk is full, is no reason to stop a run.
/// </summary>
internal sealed class RunLog : IDisposable
{
    private readonly Lock _gate = new();
    private StreamWriter? _writer;

    public RunLog(string path) => Try(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _writer = new StreamWriter(path, append: true) { AutoFlush = true, NewLine = "\n" };
    });

    public void Add(string? line)
    {
        lock (_gate)
        {
            if (line is not null)
            {
                Try(() => _writer?.WriteLine(line));
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Try(() => _writer?.Dispose());
            _writer = null;
        }
    }

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            // See above.
        }
    }
}
