namespace Engram.Cli.Terminal;

/// <summary>How this program is started once more, as another process.</summary>
internal static class OwnProgram
{
    /// <summary>The executable and what it needs to become this program.</summary>
    public static IReadOnlyList<string> Find() => Find(Environment.ProcessPath, typeof(OwnProgram).Assembly.Location);

    /// <summary>Where <c>dotnet</c> hosts it, the path of the assembly too.</summary>
    internal static IReadOnlyList<string> Find(string? processPath, string assemblyPath)
    {
        string program = processPath ?? throw new EngramException(
            "The path of the running program is not known, so no processes can be started for runs; start engram by its path.");
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, assemblyPath] : [program];
    }
}
