using System.Globalization;
using System.Runtime.InteropServices;

namespace Engram.Faults;

/// <summary>Processes as Linux lists them under <c>/proc</c>, and signals to them.</summary>
internal static partial class ProcessTable
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Those that a process has started and that still run.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) => [.. All().Where(id => ParentOf(id) == parent)];

    /// <summary>Those that name a path in their command line.</summary>
    public static IReadOnlyList<int> Naming(string path) => [.. All().Where(id => Read(id, "cmdline").Contains(path, StringComparison.Ordinal))];

    /// <summary>A process that has ended in the meantime is none to kill.</summary>
    public static void Signal(int id, int signal) => _ = SendSignal(id, signal);

    public static void KillAll(IEnumerable<int> ids)
    {
        foreach (int id in ids)
        {
            Signal(id, Kill);
        }
    }

    /// <summary>Resident memory in bytes, open files and threads; null where the process has ended.</summary>
    public static (long Resident, int Files, int Threads)? Usage(int id)
    {
        try
        {
            string[] lines = File.ReadAllLines($"/proc/{id}/status");
            return (Number(lines, "VmRSS:") * 1024, Directory.GetFileSystemEntries($"/proc/{id}/fd").Length, (int)Number(lines, "Threads:"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }

    private static long Number(string[] lines, string key) => long.Parse(
        lines.First(line => line.StartsWith(key, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    private static IEnumerable<int> All() =>
        from path in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(path), out _)
        select int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);

    /// <summary>The name stands in brackets and may hold anything; state and parent come after it.</summary>
    private static int? ParentOf(int id)
    {
        string stat = Read(id, "stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [not "Z", string parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : null;
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);
}
