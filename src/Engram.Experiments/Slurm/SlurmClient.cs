using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Engram.Experiments.Slurm;

/// <summary>Speaks to a Slurm cluster through its commands. Accounting is not needed.</summary>
internal static class SlurmClient
{
    /// <summary>Job, index, state and reason; the reason, the last, may have spaces.</summary>
    private const int WordsOfTask = 4;

    /// <summary>Submits tasks of a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="indices">Indices of the tasks, ascending.</param>
    /// <param name="maxRunning">Most tasks at the same time; null for as many as the cluster gives.</param>
    /// <returns>Number of the job.</returns>
    /// <exception cref="EngramException">There is no <c>sbatch</c>, or it refuses.</exception>
    public static int Submit(string script, IReadOnlyList<int> indices, int? maxRunning)
    {
        string limit = maxRunning is { } most ? $"%{most}" : "";
        (int exitCode, string output, string error) = Call("sbatch", "--parsable", $"--array={Ranges(indices)}{limit}", Path.GetFullPath(script));

        // In a federation the cluster's name follows the number.
        return exitCode == 0 && int.TryParse(output.Trim().Split(';')[0], CultureInfo.InvariantCulture, out int id)
            ? id
            : throw new EngramException($"sbatch did not take {script} ({Clause(error)}); change the file's slurm settings or the options, and start the sweep again.");
    }

    /// <summary>The tasks of this user that have not ended, by job and index; null where the cluster does not answer.</summary>
    /// <exception cref="EngramException">There is no <c>squeue</c>.</exception>
    public static IReadOnlyDictionary<(int Job, int Index), QueuedTask>? Queue()
    {
        (int exitCode, string output, _) = Call("squeue", "--noheader", "--array", $"--user={Environment.UserName}", "--format=%F %K %T %r");
        if (exitCode != 0)
        {
            return null;
        }

        var queue = new Dictionary<(int, int), QueuedTask>();
        foreach (string[] words in output.Split('\n').Select(line => line.Split(' ', WordsOfTask, StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words.Length >= WordsOfTask - 1 && int.TryParse(words[0], CultureInfo.InvariantCulture, out int job) && int.TryParse(words[1], CultureInfo.InvariantCulture, out int index))
            {
                queue[(job, index)] = new QueuedTask(words[2], words.ElementAtOrDefault(WordsOfTask - 1)?.Trim() ?? "");
            }
        }

        return queue;
    }

    /// <summary>Indices as Slurm writes them: 0-3,7.</summary>
    internal static string Ranges(IReadOnlyList<int> indices)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (int index in indices)
        {
            if (ranges.Count > 0 && ranges[^1].Last == index - 1)
            {
                ranges[^1] = (ranges[^1].First, index);
            }
            else
            {
                ranges.Add((index, index));
            }
        }

        return string.Join(',', ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));
    }

    private static (int ExitCode, string Output, string Error) Call(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception error)
        {
            throw new EngramException($"{program} cannot be started, so this machine does not speak to a Slurm cluster; start the sweep on one that does, or leave --slurm out to train here.", error);
        }
    }

    private static string Clause(string error) =>
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()?.TrimEnd('.') ?? "it said nothing";
}
