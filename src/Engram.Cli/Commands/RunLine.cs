using Engram.Cli.Terminal;

namespace Engram.Cli.Commands;

/// <summary>Commands about a run, with the data that it was trained on.</summary>
internal static class RunLine
{
    /// <summary>Tests its weights on the images that it was tested on.</summary>
    public static string Evaluate(Shell shell, string folder, string? dataDirectory) => For(shell, "evaluate", folder, dataDirectory);

    /// <summary>Measures what emerged.</summary>
    public static string Analyze(Shell shell, string folder, string? dataDirectory) => For(shell, "analyze", folder, dataDirectory);

    /// <summary>Draws what was measured in one or several runs, and shows it.</summary>
    public static string Report(Shell shell, IEnumerable<string> folders, bool otherData) =>
        shell.Invocation.Command(["report", .. folders.Select(Invocation.OfPath), .. otherData ? (string[])["--other-data"] : [], "--open"]);

    /// <summary>Looks at single units of one or several runs, and shows them.</summary>
    public static string Explore(Shell shell, IEnumerable<string> folders, string? dataDirectory) =>
        shell.Invocation.Command(["explore", .. folders.Select(Invocation.OfPath), .. Place(dataDirectory), "--open"]);

    private static string For(Shell shell, string command, string folder, string? dataDirectory) =>
        shell.Invocation.Command([command, Invocation.OfPath(folder), .. Place(dataDirectory)]);

    private static string[] Place(string? dataDirectory) => dataDirectory is null ? [] : ["--data-dir", Invocation.OfPath(dataDirectory)];
}
