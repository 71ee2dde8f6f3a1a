using Engram.Cli;
using Engram.Cli.Terminal;

namespace Engram.Tests.Cli;

/// <summary>The command, called within the test's own process with everything it writes kept.</summary>
internal sealed record EngramRun(int ExitCode, string Output, string Error)
{
    public static EngramRun Of(params IReadOnlyList<string> arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int exitCode = CommandLine.Run(arguments, new Shell(output, error, isTerminal: false, new Invocation("engram")));
        return new EngramRun(exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
