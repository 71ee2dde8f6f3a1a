using System.Text.RegularExpressions;

namespace Engram.Faults.Calls;

/// <summary>A call of the system that a program makes, as strace writes it down.</summary>
/// <param name="Name">Name of the call.</param>
/// <param name="Number">How many calls of that name its thread had made, this one included.</param>
/// <param name="Arguments">Its arguments and result, with the paths of open files.</param>
/// <param name="IsDisturbed">Whether strace made it fail, or sent a signal at it.</param>
internal sealed partial record SystemCall(string Name, int Number, string Arguments, bool IsDisturbed)
{
    /// <summary>Whether it may change something: opening a file to read it does not.</summary>
    public bool MayWrite => Name is not ("open" or "openat") || Arguments.Contains("O_WRONLY", StringComparison.Ordinal) || Arguments.Contains("O_RDWR", StringComparison.Ordinal);

    /// <summary>Whether threads make it for reasons of their own, so that a number does not say which call it is and an error may end the runtime.</summary>
    public bool IsCommon => Name is "open" or "openat" or "write" or "writev";

    /// <summary>Whether it has to do with a folder, or with the one that has it.</summary>
    public bool Concerns(string folder) => Arguments.Contains(folder + "/", StringComparison.Ordinal) || Path == folder || Path == System.IO.Path.GetDirectoryName(folder);

    /// <summary>The path of the first file that it has to do with; empty where it has none.</summary>
    public string Path => PathPattern().Match(Arguments) is { Success: true } match ? match.Groups["path"].Value : "";

    /// <summary>The name of the file that it has to do with, without what makes temporary names unique.</summary>
    public string File(string folder)
    {
        string name = Path == System.IO.Path.GetDirectoryName(folder) || Path == folder ? "" : System.IO.Path.GetFileName(Path);
        string bare = name.EndsWith(".engram-tmp", StringComparison.Ordinal) ? string.Join('.', name.Split('.')[..^3]) : name;
        return bare.Length > 0 ? bare : "the folder";
    }

    [GeneratedRegex(@"^(\d+<(?<path>/[^>]+)>|(AT_FDCWD<[^>]*>, )?""(?<path>/[^""]+)"")")]
    private static partial Regex PathPattern();
}

/// <summary>Runs programs under strace, which writes calls down and lets some of them go wrong.</summary>
internal static partial class Strace
{
    /// <summary>All calls that write, by what they do. Names that a processor does not have are left out by strace.</summary>
    public static IReadOnlyDictionary<string, string[]> Families { get; } = new Dictionary<string, string[]>
    {
        ["open"] = ["open", "openat"],
        ["write"] = ["write", "pwrite64", "pwritev", "writev"],
        ["fsync"] = ["fsync", "fdatasync"],
        ["rename"] = ["rename", "renameat", "renameat2", "link", "linkat"],
        ["unlink"] = ["unlink", "unlinkat", "rmdir"],
        ["close"] = ["close"],
        ["mkdir"] = ["mkdir", "mkdirat"],
    };

    public static bool IsAvailable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => System.IO.File.Exists(Path.Combine(folder, "strace")));

    /// <summary>What comes before a command that is to be watched.</summary>
    /// <param name="log">The file that calls are written to.</param>
    /// <param name="calls">Names of the calls.</param>
    /// <param name="injection">What goes wrong, in strace's words, if anything.</param>
    public static IReadOnlyList<string> Prefix(string log, IEnumerable<string> calls, string? injection = null) =>
    [
        "strace", "-f", "-y", "-qq", "-e", "signal=none", "-o", log, "-e", $"trace={string.Join(',', calls.Select(call => $"?{call}"))}",
        // The filter saves time, but lets no signal be sent.
        .. injection?.Contains(":signal=", StringComparison.Ordinal) == true ? (string[])[] : ["--seccomp-bpf"],
        .. injection is null ? (string[])[] : ["-e", $"inject={injection}"],
    ];

    /// <summary>The calls of a log, thread by thread in their order.</summary>
    public static IReadOnlyList<SystemCall> Read(string log)
    {
        Dictionary<(string Thread, string Name), int> counts = [];
        List<SystemCall> calls = [];
        Dictionary<string, int> begun = [];
        foreach (string line in System.IO.File.ReadLines(log))
        {
            if (Begin().Match(line) is { Success: true } call)
            {
                (string thread, string name) = (call.Groups["thread"].Value, call.Groups["name"].Value);
                counts[(thread, name)] = counts.GetValueOrDefault((thread, name)) + 1;
                begun[thread] = calls.Count;
                calls.Add(new SystemCall(name, counts[(thread, name)], call.Groups["rest"].Value, IsInjected(line)));
            }
            else if (Resumed().Match(line) is { Success: true } end && begun.TryGetValue(end.Groups["thread"].Value, out int index) && IsInjected(line))
            {
                calls[index] = calls[index] with { IsDisturbed = true, Arguments = calls[index].Arguments + end.Groups["rest"].Value };
            }
        }

        return calls;
    }

    private static bool IsInjected(string line) => line.EndsWith("(INJECTED)", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<rest>.*)$")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. \w+ resumed>(?<rest>.*)$")]
    private static partial Regex Resumed();
}
