using System.Reflection;
using Engram.Experiments.Files;

namespace Engram.Cli.Terminal;

/// <summary>
/// How the program was started, so that the commands it prints work as they are typed: with <c>dotnet run</c> from a
/// build tree, <c>dotnet file.dll</c>, a path, or plain <c>engram</c>.
/// </summary>
/// <param name="Prefix">What stands before a command's name.</param>
internal sealed record Invocation(string Prefix)
{
    public static Invocation OfProcess() => new(Find(
        Environment.ProcessPath,
        Assembly.GetEntryAssembly()?.Location,
        Environment.GetEnvironmentVariable("PATH") ?? "",
        WorkingFolder.Find() ?? Path.DirectorySeparatorChar.ToString()));

    /// <summary>The whole command line.</summary>
    public string Command(params IEnumerable<string> arguments) =>
        string.Join(' ', [Prefix, .. arguments.Select(Quote)]);

    /// <summary>A file or folder as an argument: what begins with a dash would be taken for an option.</summary>
    public static string OfPath(string path) => path.StartsWith('-') ? Path.Combine(".", path) : path;

    internal static string Find(string? processPath, string? assemblyPath, string path, string currentDirectory)
    {
        if (string.IsNullOrEmpty(processPath))
        {
            return "engram";
        }

        string folder = Path.GetDirectoryName(processPath) ?? "";
        if (Path.GetFileNameWithoutExtension(processPath) == "dotnet" && !string.IsNullOrEmpty(assemblyPath))
        {
            return $"dotnet {Quote(Shorten(assemblyPath, currentDirectory))}";
        }

        if (ProjectOf(folder) is var (project, configuration))
        {
            return $"dotnet run -c {configuration} --project {Quote(Shorten(project, currentDirectory))} --";
        }

        return path.Split(Path.PathSeparator).Contains(folder)
            ? Path.GetFileNameWithoutExtension(processPath)
            : Quote(WithFolder(Shorten(processPath, currentDirectory)));
    }

    /// <summary>The project folder of a program that lies in <c>project/bin/configuration/framework</c>.</summary>
    private static (string Project, string Configuration)? ProjectOf(string folder)
    {
        string? configuration = Path.GetDirectoryName(folder);
        string? bin = Path.GetDirectoryName(configuration);
        string? project = Path.GetDirectoryName(bin);
        return Path.GetFileName(bin) == "bin" && File.Exists(Path.Combine(project!, Path.GetFileName(project) + ".csproj"))
            ? (project!, Path.GetFileName(configuration)!)
            : null;
    }

    /// <summary>Relative to the current folder where that is shorter.</summary>
    private static string Shorten(string path, string currentDirectory)
    {
        string relative = Path.GetRelativePath(currentDirectory, path);
        return relative.Length < path.Length ? relative : path;
    }

    /// <summary>A shell looks for a bare name in PATH and not in the current folder.</summary>
    private static string WithFolder(string path) =>
        Path.GetDirectoryName(path)?.Length == 0 ? Path.Combine(".", path) : path;

    private static string Quote(string argument) =>
        OperatingSystem.IsWindows() ? WindowsShell.Quote(argument) : PosixShell.Quote(argument);
}
