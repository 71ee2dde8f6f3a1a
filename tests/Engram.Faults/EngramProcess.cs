using System.Collections.Concurrent;
using System.Diagnostics;

namespace Engram.Faults;

/// <summary>The program in a process, with all that it prints.</summary>
internal sealed class EngramProcess : IDisposable
{
    /// <summary>Whoever takes longer hangs; other work may slow a machine down a great deal.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _error = [];

    private EngramProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyCollection<string> Output => _output;

    public IReadOnlyCollection<string> Error => _error;

    /// <summary>Starts it.</summary>
    /// <param name="program">Path of <c>Engram.Cli.dll</c>.</param>
    /// <param name="workingFolder">Where.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="prefix">Words that come before it: a program that starts it in a way of its own.</param>
    /// <param name="environment">Variables to set.</param>
    public static EngramProcess Start(
        string program, string workingFolder, IEnumerable<string> arguments, IEnumerable<string> prefix, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        string[] words = [.. prefix, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", program, .. arguments];
        ProcessStartInfo start = new(words[0], words[1..])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new EngramProcess(new Process { StartInfo = start });
    }

    /// <summary>Waits for the end and for the last lines.</summary>
    /// <exception cref="MisbehaviorException">It does not end.</exception>
    public void WaitForEnd()
    {
        if (!_process.WaitForExit(Patience))
        {
            ProcessTable.KillAll([Id, .. ProcessTable.ChildrenOf(Id)]);
            throw new MisbehaviorException($"the program does not end within {Patience.TotalMinutes} minutes");
        }

        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
