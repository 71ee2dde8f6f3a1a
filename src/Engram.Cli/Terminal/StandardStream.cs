using System.Text;

namespace Engram.Cli.Terminal;

/// <summary>
/// The standard output or error of the process. It may be lost in the middle of a command, because its disk is full or its
/// reader has gone; what the command does goes on without it, and only what it says is lost.
/// </summary>
internal sealed class StandardStream(TextWriter inner) : TextWriter
{
    /// <summary>
    /// Why something was not written; null while all was. A reader that has gone, or an output that was closed from the
    /// beginning, is no failure: whoever did that wants to read no more.
    /// </summary>
    public IOException? Failure { get; private set; }

    public override Encoding Encoding => inner.Encoding;

    private bool IsLost { get; set; }

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    // In one piece, so that lines of two processes do not mix.
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        if (IsLost)
        {
            return;
        }

        try
        {
            write();
        }
        catch (UnauthorizedAccessException)
        {
            // A closed output (EBADF). A pipe without a reader (EPIPE) is passed over by .NET itself.
            IsLost = true;
        }
        catch (IOException failure)
        {
            IsLost = true;
            Failure = failure;
        }
    }
}
