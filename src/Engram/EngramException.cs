namespace Engram;

/// <summary>
/// A failure that its reader can mend: bad input, a missing or damaged file, an impossible setting.
/// The message is one sentence that names the value and the remedy; it is shown as it stands.
/// </summary>
public sealed class EngramException : Exception
{
    /// <summary>Creates a failure with its one-sentence message.</summary>
    public EngramException(string message)
        : base(message)
    {
    }

    /// <summary>Creates a failure with its one-sentence message and what caused it.</summary>
    public EngramException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the input was good and what comes out could not be kept, as on a full disk.</summary>
    internal bool IsFailedWrite { get; init; }
}
