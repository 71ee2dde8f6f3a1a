using System.Diagnostics;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// A process that carries one run out. What it prints goes to the run's log. It is asked to stop by the end of its input:
/// that reaches it on every system, and also when this process is killed.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly RunLog _log;
    private volatile string? _lastErrorLine;

    private WorkerProcess(Process process, RunLog log)
    {
        _process = process;
        _log = log;
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            log.Add(line.Data);
            _lastErrorLine = string.IsNullOrWhiteSpace(line.Data) ? _lastErrorLine : line.Data.Trim();
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Exited = process.WaitForExitAsync();
    }

    /// <summary>Ends when the process has ended and all that it printed is read.</summary>
    public Task Exited { get; }

    /// <summary>Why the process ended, from its exit code and its last words.</summary>
    public string Cause => ExitCause.Describe(_process.ExitCode, _lastErrorLine);

    public static WorkerProcess Start(WorkerCommand command, SweepFolder folder, string run, int threads)
    {
        ProcessStartInfo start = new(command.Program[0], [
            .. command.Program.Skip(1), .. command.Arguments(folder), "--only", run, "--threads", $"{threads}", "--attached"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = new Process { StartInfo = start };
        var log = new RunLog(folder.LogPath(run));
        try
        {
            return new WorkerProcess(process, log);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            process.Dispose();
            log.Dispose();
            throw new EngramException($"{command.Program[0]} cannot be started ({error.Message.TrimEnd('.')}); check that the program is where it was.", error);
        }
    }

    /// <summary>Asks for a checkpoint and an early end.</summary>
    public void RequestStop()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.Dispose();
        _log.Dispose();
    }
}
