using System.Text.Json;
using Engram.Experiments.Files;
using Engram.Experiments.SweepFiles;
using Engram.Storage;

namespace Engram.Experiments.Slurm;

/// <summary>
/// The jobs that were submitted for a sweep: <c>slurm-jobs.json</c>. A sweep that is started again finds in it which runs
/// are still in the cluster's hands.
/// </summary>
/// <param name="Jobs">The jobs, oldest first.</param>
internal sealed record SlurmJobs(IReadOnlyList<SlurmJob> Jobs)
{
    /// <exception cref="EngramException">The file is damaged.</exception>
    public static SlurmJobs Read(SweepFolder folder)
    {
        try
        {
            return File.Exists(folder.SlurmJobsPath)
                ? Require(JsonSerializer.Deserialize(TextFile.Read(folder.SlurmJobsPath), SlurmJson.Documents.SlurmJobs))
                : new SlurmJobs([]);
        }
        catch (Exception error) when (error is JsonException || FileProblem.Is(error))
        {
            throw new EngramException($"{folder.SlurmJobsPath} cannot be read; cancel the sweep's jobs with scancel, remove the file and start the sweep again.", error);
        }
    }

    private static SlurmJobs Require(SlurmJobs? jobs) =>
        jobs is not null && jobs.Jobs.All(job => job is { Id: > 0 } && job.Tasks.All(task => task is { Index: >= 0, EarlierNumber: >= 0, EarlierSteps: >= 0, Run.Length: > 0 }))
            ? jobs
            : throw new JsonException("a job or a task is none");

    /// <summary>Writes the list with one more job.</summary>
    public SlurmJobs Add(SweepFolder folder, SlurmJob job)
    {
        var longer = new SlurmJobs([.. Jobs, job]);
        AtomicFile.WriteAllText(folder.SlurmJobsPath, JsonSerializer.Serialize(longer, SlurmJson.Documents.SlurmJobs) + "\n");
        return longer;
    }
}

/// <summary>An array of tasks.</summary>
/// <param name="Id">Number of the job.</param>
/// <param name="Tasks">Its tasks.</param>
internal sealed record SlurmJob(int Id, IReadOnlyList<SlurmTask> Tasks);

/// <summary>A task of an array.</summary>
/// <param name="Index">Its index in the array.</param>
/// <param name="Run">Name of the run that it carries out.</param>
/// <param name="EarlierNumber">Number of the run's last attempt when the task was submitted.</param>
/// <param name="EarlierSteps">Steps that the run had taken then.</param>
internal sealed record SlurmTask(int Index, string Run, int EarlierNumber, long EarlierSteps);
