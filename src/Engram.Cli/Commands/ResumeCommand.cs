using Engram.Cli.Terminal;
using Engram.Experiments.Runs;

namespace Engram.Cli.Commands;

/// <summary>The command that goes on with a run, in the way in which it was started.</summary>
internal static class ResumeCommand
{
    public static string For(Shell shell, string folder, RunOptions options)
    {
        List<string> arguments = ["train", "--resume", Invocation.OfPath(folder)];
        if (options.DataDirectory is { } dataDirectory)
        {
            arguments.AddRange(["--data-dir", Invocation.OfPath(dataDirectory)]);
        }

        if (options.Threads is { } threads)
        {
            arguments.AddRange(["--threads", $"{threads}"]);
        }

        if (options.CheckpointEvery != new RunOptions().CheckpointEvery)
        {
            arguments.AddRange(["--checkpoint-every", $"{options.CheckpointEvery}"]);
        }

        if (options.SaveRepresentations)
        {
            arguments.Add("--representations");
        }

        return shell.Invocation.Command(arguments);
    }
}
