using System.Text.RegularExpressions;

namespace Engram.Cli.Terminal;

/// <summary>Words as cmd and PowerShell hand them to a program, which splits its command line by itself.</summary>
internal static partial class WindowsShell
{
    /// <summary>
    /// The text as one word. Quotes within are escaped with \, and so is every \ before a quote, the closing one included.
    /// </summary>
    public static string Quote(string text) =>
        Plain().IsMatch(text) ? text : $"\"{BeforeQuote().Replace(text, "$1$1").Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>PowerShell reads @ and , in its own way, and its newer versions ~ too.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9\-_./\\:=+]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"(\\+)(?=""|\z)")]
    private static partial Regex BeforeQuote();
}
