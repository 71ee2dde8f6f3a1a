using System.Collections.Concurrent;
using System.Diagnostics;

namespace Engram.Tests.Cli;

/// <summary>The built command in a process of its own, so that it can be killed, signalled and told apart by its exit code.</summary>
internal sealed class EngramProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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

    /// <summary>The program and its first arguments.</summary>
    public static string[] Command { get; } =
        [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "Engram.Cli.dll")];

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => string.Join('\n', _output);

    public string Error => string.Join('\n', _error);

    /// <summary>Starts <c>engram</c> in a folder.</summary>
    public static EngramProcess Start(string workingFolder, params IEnumerable<string> arguments) =>
        Start(workingFolder, new Dictionary<string, string>(), arguments);

    /// <summary>Starts <c>engram</c> in a folder with environment variables.</summary>
    public static EngramProcess Start(
        string workingFolder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Command[0], [.. Command[1..], .. arguments])
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

    /// <summary>Runs <c>engram</c> to its end.</summary>
    public static EngramProcess Run(string workingFolder, params IEnumerable<string> arguments)
    {
        EngramProcess process = Start(workingFolder, arguments);
        process.WaitForExit();
        return process;
    }

    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit(Patience), $"engram did not end in {Patience}");

        // Only the overload without a limit waits for the last lines too.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Waits until something is so, looking again every few milliseconds.</summary>
    public void WaitUntil(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (_process.HasExited)
            {
                // Its last lines may be under way still.
                _process.WaitForExit();
                Assert.True(condition(), $"engram ended before {what}: {Error}{Output}");
                return;
            }

            Assert.True(watch.Elapsed < Patience, $"engram ran {Patience} without {what}");
            Thread.Sleep(5);
        }
    }

    /// <summary>SIGKILL: the process has no chance to do anything.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
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
