namespace Engram.Benchmarks.Machine;

/// <summary>The repository that holds this program, where results and figures are written.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Engram.slnx"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new EngramException(
                $"{AppContext.BaseDirectory} lies in no clone of the repository, so there is no place for results; name one with --output."));
}
