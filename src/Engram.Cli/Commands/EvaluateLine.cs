using Engram.Cli.Terminal;

namespace Engram.Cli.Commands;

/// <summary>The command that tests a run's weights on the images that it was tested on.</summary>
internal static class EvaluateLine
{
    public static string For(Shell shell, string folder, string? dataDirectory) =>
        shell.Invocation.Command(["evaluate", Invocation.OfPath(folder), .. dataDirectory is null ? [] : new[] { "--data-dir", Invocation.OfPath(dataDirectory) }]);
}
