namespace Engram.Experiments.Files;

/// <summary>Words as POSIX shells read them: sh, bash, zsh and their kin.</summary>
public static class PosixShell
{
    /// <summary>
    /// What no shell reads as anything but itself. Not among it: ~, which bash expands behind = and : too, and \, which quotes.
    /// </summary>
    private const string Plain = "-_./:=,+@";

    /// <summary>The text as one word, in quotes where it needs them. A first = is a command's path to zsh.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text[0] != '=' && text.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
