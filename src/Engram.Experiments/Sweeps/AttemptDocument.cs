using System.Text.Json;
using Engram.Experiments.Files;
using Engram.Experiments.SweepFiles;
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
            return JsonSerializer.Deserialize(TextFile.Read(folder.AttemptPath(run)), SweepJson.Documents.SweepAttempt) is { Number: >= 1 and < int.MaxValue } attempt && attempt.Run == run && Enum.IsDefined(attempt.Status)
                ? attempt
                : null;
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

    /// <summary>Makes the folder where there is none, and notes an attempt that begins.</summary>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    public static void Begin(SweepFolder folder, SweepAttempt attempt)
    {
        try
        {
            DurableFolder.CreateUnguarded(folder.AttemptsPath);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw new EngramException($"The sweep folder {folder.Path} cannot be written to because {FileProblem.Making(folder.AttemptsPath, error)}; name another folder with --output.", error) { IsFailedWrite = FileProblem.IsOfDisk(folder.AttemptsPath, error) };
        }

        Write(folder, attempt);
    }

    /// <summary>Notes how an attempt ended, where the last that was noted is that attempt: a sweep that has been made anew in its place has its own.</summary>
    public static void End(SweepFolder folder, SweepAttempt attempt)
    {
        if (Read(folder, attempt.Run) is { } last && last.Number == attempt.Number && last.Host == attempt.Host && last.ProcessId == attempt.ProcessId)
        {
            TryWrite(folder, attempt);
        }
    }

    private static void Write(SweepFolder folder, SweepAttempt attempt) =>
        AtomicFile.WriteAllText(folder.AttemptPath(attempt.Run), JsonSerializer.Serialize(attempt, SweepJson.Documents.SweepAttempt) + "\n");

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
