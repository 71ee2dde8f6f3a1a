using System.Text.Json;
using Engram.Experiments.Runs;
using Engram.Storage;

namespace Engram.Experiments.Sweeps;

/// <summary>Writes and reads <c>attempts/&lt;run&gt;.json</c>.</summary>
internal static class AttemptDocument
{
    /// <summary>What was written last; null where there is nothing that can be read, since only a count is lost with it.</summary>
    public static SweepAttempt? Read(SweepFolder folder, string run)
    {
        try
        {
            return JsonSerializer.Deserialize(TextFile.Read(folder.AttemptPath(run)), RunJson.Default.SweepAttempt);
        }
        catch (Exception error) when (error is JsonException || FileProblem.Is(error))
        {
            return null;
        }
    }

    /// <summary>The attempt that comes after the last one.</summary>
    public static SweepAttempt Next(SweepFolder folder, string run) => new()
    {
        Run = run,
        Number = (Read(folder, run)?.Number ?? 0) + 1,
        Status = AttemptStatus.Running,
        Host = Environment.MachineName,
        ProcessId = Environment.ProcessId,
    };

    /// <exception cref="EngramException">The file cannot be written.</exception>
    public static void Write(SweepFolder folder, SweepAttempt attempt)
    {
        try
        {
            DurableFolder.CreateUnguarded(folder.AttemptsPath);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"The sweep folder {folder.Path} cannot be written to because {FileProblem.Making(folder.AttemptsPath, error)}; name another folder with --output.", error) { IsFailedWrite = FileProblem.IsOfDisk(folder.AttemptsPath, error) };
        }

        AtomicFile.WriteAllText(folder.AttemptPath(attempt.Run), JsonSerializer.Serialize(attempt, RunDocument.Json.SweepAttempt) + "\n");
    }

    /// <summary>The disk that a run failed on may refuse this too; whoever asked is told by other means.</summary>
    public static void TryWrite(SweepFolder folder, SweepAttempt attempt)
    {
        try
        {
            Write(folder, attempt);
        }
        catch (EngramException)
        {
            // The failure that led here says more than this one.
        }
    }
}
