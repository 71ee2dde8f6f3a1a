using Engram.Experiments.Files;
using Engram.Experiments.Specs;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>Where the parts of a run lie. Other programs rely on these names.</summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    /// <summary>The folder that runs without a name of their own go to.</summary>
    public const string DefaultParent = "runs";

    /// <summary>The folder, as it was named.</summary>
    public string Path { get; } = path;

    /// <summary>The effective spec.</summary>
    public string SpecPath => Part("spec.yaml");

    /// <summary>The run's record: what it was and what came out.</summary>
    public string RecordPath => Part("run.json");

    /// <summary>One row per epoch.</summary>
    public string MetricsPath => Part("metrics.csv");

    /// <summary>The trained weights.</summary>
    public string WeightsPath => Part("weights.safetensors");

    /// <summary>SHA-256 of the files of a finished run, as <c>sha256sum -c</c> reads them.</summary>
    public string ChecksumsPath => Part("checksums.sha256");

    /// <summary>The newest training states.</summary>
    public string CheckpointPath => Part("checkpoint");

    /// <summary>Weights after some epochs, on request.</summary>
    public string KeptPath => Part("kept");

    /// <summary>Hidden representations of the test images, on request.</summary>
    public string RepresentationsPath => Part("representations.npz");

    /// <summary>Held open by the process that trains here.</summary>
    internal string LockPath => Part(".lock");

    /// <summary>Whether a run was started here.</summary>
    public bool HoldsRun =>
        File.Exists(SpecPath) || File.Exists(RecordPath) || File.Exists(MetricsPath) || File.Exists(WeightsPath) || Directory.Exists(CheckpointPath);

    /// <summary>Where a report of this run alone is written.</summary>
    public string ReportPath => Part("report.html");

    /// <summary>Where that report's figures are written.</summary>
    public string FiguresPath => Part("figures");

    /// <summary>The folder of an existing run.</summary>
    /// <exception cref="EngramException">There is no run.</exception>
    public static RunFolder Existing(string path)
    {
        var folder = new RunFolder(path);
        if (File.Exists(folder.SpecPath))
        {
            return folder;
        }

        string problem = File.Exists(path) ? "is a file and not the folder of a run"
            : !Directory.Exists(path) ? "does not exist"
            : folder.HoldsRun ? "has lost its spec.yaml"
            : "holds no run";
        throw new EngramException($"The run folder {path} {problem}{SimilarRuns(path)}.");
    }

    /// <summary>Fails with a sentence where the training is not finished.</summary>
    internal void RequireWeights()
    {
        if (!File.Exists(WeightsPath))
        {
            throw new EngramException($"The run {Path} has no weights yet because its training is not finished; resume it with {RunCommands.Resume(this)}.");
        }
    }

    /// <summary>Makes the folder of a new run and locks it.</summary>
    /// <param name="path">The folder; null makes one named model-data-seed, with a number added where that is taken.</param>
    /// <param name="parent">Where a folder without a name goes.</param>
    /// <param name="spec">The spec that such a folder is named after.</param>
    /// <exception cref="EngramException">The folder holds a run already, is in use, or cannot be made.</exception>
    internal static (RunFolder Folder, FolderLock Lock) Create(string? path, string parent, RunSpec spec)
    {
        if (path is not null)
        {
            return TryCreate(path, RunLock.Take) ?? throw new EngramException(
                $"The folder {path} holds a run already; resume it with --resume {path} or name another folder with --run.");
        }

        string name = System.IO.Path.Combine(parent, $"{spec.Training.Model}-{spec.DataName}-seed{spec.Training.Seed}");
        for (int number = 1; ; number++)
        {
            string candidate = number == 1 ? name : $"{name}-{number}";
            if (TryCreate(candidate, RunLock.TryTake) is { } created)
            {
                return created;
            }
        }
    }

    /// <summary>The folder and its lock, or null where it holds a run or is not to be had.</summary>
    private static (RunFolder Folder, FolderLock Lock)? TryCreate(string path, Func<RunFolder, bool, FolderLock?> take)
    {
        var folder = new RunFolder(path);
        if (folder.HoldsRun || take(folder, true) is not { } runLock)
        {
            return null;
        }

        // Only who holds the lock knows that no other process has begun a run here in the meantime.
        if (!folder.HoldsRun)
        {
            AtomicFile.RemoveLeftovers(path);
            return (folder, runLock);
        }

        runLock.Dispose();
        return null;
    }

    private static string SimilarRuns(string path)
    {
        string parent = System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(path)) ?? "";
        string[] names = Directory.Exists(parent) ? Directory.GetDirectories(parent) : [];
        return NearestName.Find(path, names.Where(name => new RunFolder(name).HoldsRun && name != path)) is { } nearest
            ? $"; the nearest is {nearest}"
            : "; name a folder that engram train has written";
    }

    private string Part(string name) => System.IO.Path.Combine(Path, name);
}
