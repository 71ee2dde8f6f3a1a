namespace Engram.Experiments.SweepFiles;

/// <summary>How a process is started that carries out one run of a sweep: the same program with <c>sweep --only</c>.</summary>
/// <param name="Program">The executable and what it needs to become this program, such as the path of an assembly.</param>
/// <param name="DataDirectory">The folder that holds data sets; null looks in the usual places.</param>
public sealed record WorkerCommand(IReadOnlyList<string> Program, string? DataDirectory)
{
    /// <summary>What follows the program, the run's name and its threads apart.</summary>
    internal IEnumerable<string> Arguments(SweepFolder folder)
    {
        IEnumerable<string> arguments = ["sweep", Path.GetFullPath(folder.PlanPath), "--output", Path.GetFullPath(folder.Path)];
        return DataDirectory is null ? arguments : [.. arguments, "--data-dir", Path.GetFullPath(DataDirectory)];
    }
}
