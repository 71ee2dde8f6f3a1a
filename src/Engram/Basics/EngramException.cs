namespace Engram;

/// <summary>
/// A failure that its reader can mend: bad input, a missing or damaged file, an impossible setting.
/// The message is one sentence that names the value and the remedy, on one line; it is shown as it stands.
/// </summary>
public sealed class EngramException : Exception
{
    /// <summary>Creates a failure with its one-sentence message.</summary>
    public EngramException(string message)
        : base(OneLine(message))
    {
    }

    /// <summary>Creates a failure with its one-sentence message and what caused it.</summary>
    public EngramException(string message, Exception? innerException)
        : base(OneLine(message), innerException)
    {
    }

    // A value comes from a file or a command line: it may be long, and it may hold what would steer a terminal.
    private static string OneLine(string message)
    {
        const int most = 2000;
        const int lastPart = 600;
        string shown = message.Length <= most ? message : $"{message[..(most - lastPart)]} ... {message[^lastPart..]}";
        return shown.Any(char.IsControl)
            ? string.Concat(shown.Select(character => character switch
            {
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when char.IsControl(character) => $@"\u{(int)character:x4}",
                _ => character.ToString(),
            }))
            : shown;
    }

    /// <summary>Whether the input was good and what comes out could not be kept, as on a full disk.</summary>
    internal bool IsFailedWrite { get; init; }
}
