using Spectre.Console;

namespace Engram.Cli.Terminal;

/// <summary>Where a command writes to, and how it was started.</summary>
internal sealed class Shell
{
    /// <summary>The widest that text is made for; longer lines are hard to read.</summary>
    private const int MaxTextWidth = 110;

    /// <summary>The narrowest that help is laid out for: it has two columns, and does not end where one has no room.</summary>
    private const int MinHelpWidth = 40;

    private StandardStream? _stream;

    public Shell(TextWriter output, TextWriter error, bool isTerminal, Invocation invocation)
    {
        Output = output;
        Error = error;
        IsTerminal = isTerminal;
        Invocation = invocation;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
    }

    /// <summary>Why a part of the output was lost; null where none was.</summary>
    public IOException? OutputFailure => _stream?.Failure;

    /// <summary>Results.</summary>
    public TextWriter Output { get; }

    /// <summary>Errors and warnings.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether somebody watches the output as it comes.</summary>
    public bool IsTerminal { get; }

    /// <summary>How to type a command so that it runs as this one did.</summary>
    public Invocation Invocation { get; }

    /// <summary>The output with tables and, on a terminal, color.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Columns for running text.</summary>
    public int TextWidth => IsTerminal ? Math.Min(Console.Profile.Width, MaxTextWidth) : MaxTextWidth;

    /// <summary>Columns for help.</summary>
    public int HelpWidth => Math.Max(TextWidth, MinHelpWidth);

    /// <summary>The shell that the process was started in.</summary>
    public static Shell OfProcess()
    {
        var output = new StandardStream(System.Console.Out);
        System.Console.SetOut(output);
        System.Console.SetError(new StandardStream(System.Console.Error));
        return new Shell(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected, Invocation.OfProcess()) { _stream = output };
    }

    /// <summary>Writes what may be wrong without stopping anything.</summary>
    public void Warn(string message) => Error.WriteLine($"Warning: {message}");

    /// <summary>Writes a line as it is, however long: a command that is wrapped cannot be copied.</summary>
    public void WriteLine(string line = "") => Output.WriteLine(line);

    /// <summary>
    /// Writes sentences, folded between words where a terminal is too narrow, and further lines as far to the right as the first.
    /// </summary>
    /// <param name="text">The sentences.</param>
    /// <param name="start">What stands before the first line, such as a name.</param>
    public void WriteText(string text, string start = "")
    {
        int width = IsTerminal ? TextWidth : int.MaxValue;
        if (start.Length > width / 2)
        {
            // Beside a start that takes most of the width there is no room for words.
            (text, start) = (start + text, "");
        }

        foreach ((int index, string line) in FoldedText.Lines(text, width - start.Length).Index())
        {
            WriteLine(index == 0 ? start + line : new string(' ', start.Length) + line);
        }
    }
}
