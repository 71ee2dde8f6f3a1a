using System.CommandLine;
using System.CommandLine.Parsing;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Cli;

/// <summary>From arguments to an exit code: parses, calls the command, and makes one sentence of whatever goes wrong.</summary>
internal static class CommandLine
{
    /// <summary>Set to 1 to see where an unexpected error came from.</summary>
    public const string DebugVariable = "ENGRAM_DEBUG";

    // Arguments such as @name are not read from files: a data set or folder may be called that.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    public static int Run(IReadOnlyList<string> arguments, Shell shell)
    {
        int exitCode = Carry(arguments, shell);
        return exitCode == ExitCode.Done && shell.OutputFailure is { } failure
            ? Fail(
                shell,
                $"The standard output cannot be written because {FileFailure.OfDisk(failure) ?? failure.Message.TrimEnd('.')}; what the command prints is lost from there on, and all else is done.",
                ExitCode.Failed)
            : exitCode;
    }

    private static int Carry(IReadOnlyList<string> arguments, Shell shell)
    {
        ParseResult result = EngramCommand.Create(shell).Parse(WithHelp(arguments), Parser);
        if (!AsksForWords(result) && WorkingFolder.Find() is null)
        {
            return Fail(shell, "The working folder was removed; go to one that exists, with cd, and type the command again.", ExitCode.BadInput);
        }

        if (!AsksForWords(result) && UsageError.Find(result) is { } error)
        {
            return Fail(shell, OnOneLine(error), ExitCode.BadInput);
        }

        try
        {
            return result.Invoke(new InvocationConfiguration
            {
                Output = shell.Output,
                Error = shell.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (EngramException exception)
        {
            return Fail(shell, OnOneLine(exception.Message), exception.IsFailedWrite || IsOfMachine(exception.InnerException) ? ExitCode.Failed : ExitCode.BadInput);
        }
        catch (OutOfMemoryException)
        {
            return Fail(shell, $"There is not enough memory: this process may use {RunText.Megabytes(MachineInfo.AvailableMemoryBytes)}; give it more, or ask for less, such as fewer images.", ExitCode.Failed);
        }
        catch (Exception exception)
        {
            return Fail(shell, Describe(exception), ExitCode.Failed);
        }
    }

    /// <summary><c>engram help train</c> is <c>engram train --help</c>.</summary>
    private static IReadOnlyList<string> WithHelp(IReadOnlyList<string> arguments) =>
        arguments is ["help", ..] ? [.. arguments.Skip(1), "--help"] : arguments;

    /// <summary>Whether what was asked for is right, but the machine has too little memory or lacks a library.</summary>
    private static bool IsOfMachine(Exception? cause) =>
        cause is OutOfMemoryException or TypeInitializationException or DllNotFoundException or BadImageFormatException;

    /// <summary>Help and tab completion are wanted most on a line that is not right yet.</summary>
    private static bool AsksForWords(ParseResult result) =>
        result.Action is HelpText || result.Tokens.Any(token => token.Type == TokenType.Directive);

    /// <summary>An error that nobody foresaw: a sentence for its reader, the whole trace for who mends it.</summary>
    private static string Describe(Exception exception) => Environment.GetEnvironmentVariable(DebugVariable) == "1"
        ? exception.ToString()
        : $"Unexpected {exception.GetType().Name}: {exception.Message.TrimEnd('.')}; set {DebugVariable}=1 to see where.";

    private static int Fail(Shell shell, string sentence, int exitCode)
    {
        shell.Error.WriteLine(sentence);
        return exitCode;
    }

    /// <summary>A sentence stays on its line, whatever the value that it quotes.</summary>
    private static string OnOneLine(string sentence) => string.Concat(sentence.Select(c => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => char.IsControl(c) ? $"\\u{(int)c:x4}" : $"{c}",
    }));
}
