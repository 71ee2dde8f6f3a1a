namespace Engram.Cli.Terminal;

/// <summary>
/// Asks to stop when the input ends. A process that was started by another gets its input from it, so this is how it
/// learns that the other wants it to stop, or was killed.
/// </summary>
internal sealed class ParentWatch : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public ParentWatch() => new Thread(Wait) { IsBackground = true, Name = "parent" }.Start();

    public CancellationToken Token => _source.Token;

    public void Dispose() => _source.Dispose();

    private void Wait()
    {
        using Stream input = System.Console.OpenStandardInput();
        byte[] buffer = new byte[64];
        while (input.Read(buffer) > 0)
        {
            // What the input says does not matter, only that it ends.
        }

        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended first.
        }
    }
}
