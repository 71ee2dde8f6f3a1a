using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Experiments.SweepFiles;

/// <summary>Where the parts of a sweep lie. Other programs rely on these names.</summary>
/// <param name="path">The folder.</param>
public sealed class SweepFolder(string path)
{
    /// <summary>The folder that sweeps without a folder of their own go to.</summary>
    public const string DefaultParent = "sweeps";

    /// <summary>The folder, as it was named.</summary>
    public string Path { get; } = path;

    /// <summary>The sweep file as it was when the sweep was last started.</summary>
    public string PlanPath => Part("sweep.yaml");

    /// <summary>One folder for each run.</summary>
    public string RunsPath => Part("runs");

    /// <summary>What came out, one row per run, layer and measure.</summary>
    public string ResultsCsvPath => Part("results.csv");

    /// <summary>The same table for readers of Parquet.</summary>
    public string ResultsParquetPath => Part("results.parquet");

    /// <summary>Where figures are written.</summary>
    public string FiguresPath => Part("figures");

    /// <summary>The script of the runs as tasks of a Slurm array.</summary>
    public string SlurmScriptPath => Part("slurm.sh");

    /// <summary>Held open by the process that carries the sweep out.</summary>
    internal string LockPath => Part(".lock");

    /// <summary>The Slurm jobs that were submitted.</summary>
    internal string SlurmJobsPath => Part("slurm-jobs.json");

    /// <summary>What the processes of a run printed.</summary>
    internal string LogsPath => Part("logs");

    /// <summary>How often runs were tried.</summary>
    internal string AttemptsPath => Part("attempts");

    /// <summary>The folder of a run.</summary>
    public RunFolder Run(string name) => new(System.IO.Path.Combine(RunsPath, name));

    /// <summary>What the processes of a run printed, one after the other.</summary>
    public string LogPath(string name) => System.IO.Path.Combine(LogsPath, $"{name}.log");

    /// <summary>How often a run was tried, and how the last attempt ended.</summary>
    internal string AttemptPath(string name) => System.IO.Path.Combine(AttemptsPath, $"{name}.json");

    /// <summary>The folder of an existing sweep.</summary>
    /// <exception cref="EngramException">There is no sweep.</exception>
    public static SweepFolder Existing(string path)
    {
        var folder = new SweepFolder(path);
        return Directory.Exists(folder.RunsPath)
            ? folder
            : throw new EngramException($"The sweep folder {path} {(Directory.Exists(path) ? "holds no runs" : "does not exist")}; name a folder that engram sweep has written.");
    }

    /// <summary>Keeps a copy of the file of a sweep that starts here.</summary>
    /// <exception cref="EngramException">Another sweep file is there, in a folder that no sweep was carried out in, or it cannot be written.</exception>
    internal void WritePlan(SweepPlan plan)
    {
        // What lies here before the first run is no copy but what somebody wrote.
        if (!Directory.Exists(RunsPath) && !Directory.Exists(AttemptsPath) && File.Exists(PlanPath) && File.ReadAllText(PlanPath) != plan.Text)
        {
            throw new EngramException($"{PlanPath} is another sweep file, which the copy of this one would replace; remove it or name another folder with --output.");
        }

        AtomicFile.WriteAllText(PlanPath, plan.Text);
    }

    private string Part(string name) => System.IO.Path.Combine(Path, name);
}
