using System.CommandLine;
using System.CommandLine.Invocation;
using Engram.Cli.Terminal;
using Engram.Experiments.RunFiles;

namespace Engram.Cli;

/// <summary>Prints the version and the commit that the program was built from.</summary>
internal sealed class VersionAction(Shell shell) : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public override int Invoke(ParseResult parseResult)
    {
        shell.WriteLine(BuildInfo.Commit is { } commit ? $"{BuildInfo.Version}+{commit}" : BuildInfo.Version);
        return ExitCode.Done;
    }
}
