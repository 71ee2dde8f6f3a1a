using Engram.Data.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Storage;

namespace Engram.Experiments.Evaluations;

/// <summary>
/// Decides what a file may be that a user names for a result. It may replace an earlier result; it may not go over what a
/// command reads, nor over what a run, a sweep or a data set needs, by whatever name or link it is called.
/// </summary>
public static class OutputFile
{
    /// <summary>Fails with a sentence where a result may not be written to a path. Nothing is written.</summary>
    /// <param name="path">The path; a symbolic link is followed, as <see cref="AtomicFile"/> does.</param>
    /// <param name="option">The option that names another file.</param>
    /// <param name="runs">Folders of the runs that the command reads.</param>
    /// <param name="dataFolder">Folder of the data set that the command reads; null where it reads none.</param>
    /// <param name="ownData">Folders and files of own images that it reads beside those of the runs, all of which are kept as they are; null for none.</param>
    /// <exception cref="EngramException">It may not, or its folder does not exist.</exception>
    public static void Require(string path, string option, IEnumerable<string> runs, string? dataFolder = null, IEnumerable<string>? ownData = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(runs);
        string target = Target(path);
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new EngramException($"{path} cannot be written because its folder does not exist; create the folder first.");
        }

        // The folder of a result in analysis/ or checkpoint/ is a run's folder's folder; so it is with the unpacked files of an archive.
        string above = Path.GetDirectoryName(folder) ?? folder;
        string[] near = [folder, above];
        string? owner = runs.Concat(near).Where(run => Owns(new RunFolder(run), target)).Select(run => $"the run {run}").FirstOrDefault()
            ?? near.Where(sweep => Owns(new SweepFolder(sweep), target)).Select(sweep => $"the sweep {sweep}").FirstOrDefault()
            ?? near.Append(dataFolder).OfType<string>().Select(data => DatasetIn(data, target)).FirstOrDefault(name => name is not null)
            ?? runs.SelectMany(OwnDataOf).Concat(ownData ?? []).Where(data => IsOfOwnData(data, target)).Select(data => $"the data {data}").FirstOrDefault();
        if (owner is not null)
        {
            throw new EngramException($"{path} cannot be written because it is a file of {owner}; name another file with {option}.");
        }
    }

    private static bool Owns(RunFolder run, string path)
    {
        string[] files = [run.SpecPath, run.RecordPath, run.MetricsPath, run.WeightsPath, run.ChecksumsPath, run.RepresentationsPath, run.LockPath];
        return run.HoldsRun && (files.Any(file => IsSame(file, path)) || new[] { run.CheckpointPath, run.KeptPath, new AnalysisFolder(run).Path }.Any(part => IsIn(part, path)));
    }

    /// <summary>Own images that a run was trained and tested on.</summary>
    private static IEnumerable<string> OwnDataOf(string folder)
    {
        var run = new RunFolder(folder);
        RunSpec? spec = run.HoldsRun && File.Exists(run.SpecPath) ? SpecFile.Read(run.SpecPath) : null;
        return spec is { HasOwnData: true } ? new[] { spec.Data, spec.TestData }.OfType<string>() : [];
    }

    private static bool Owns(SweepFolder sweep, string path)
    {
        string[] files = [sweep.PlanPath, sweep.ResultsCsvPath, sweep.ResultsParquetPath, sweep.SlurmScriptPath, sweep.SlurmJobsPath, sweep.LockPath];
        return Directory.Exists(sweep.RunsPath) && File.Exists(sweep.PlanPath)
            && (files.Any(file => IsSame(file, path)) || new[] { sweep.AttemptsPath, sweep.LogsPath }.Any(part => IsIn(part, path)));
    }

    private static string? DatasetIn(string folder, string path) => DatasetCatalog.All
        .Where(dataset => dataset.Files.Any(file => DatasetFileLocation.Find(file, folder, out _) is { } found && found.Paths.Any(part => IsSame(part, path))))
        .Select(dataset => $"the data set {dataset.Name}")
        .FirstOrDefault();

    /// <summary>Whether a path is that of own images, or of a file in their folder that is there already, at any depth.</summary>
    private static bool IsOfOwnData(string data, string path)
    {
        if (!Directory.Exists(data))
        {
            return IsSame(data, path);
        }

        string inside = Path.GetRelativePath(Path.GetFullPath(data), path);
        return File.Exists(path) && !Path.IsPathRooted(inside) && !inside.StartsWith("..", StringComparison.Ordinal);
    }

    /// <summary>Whether a path is, or would be, a part of a folder.</summary>
    private static bool IsIn(string folder, string path) =>
        FileStatus.IsSame(folder, Path.GetDirectoryName(path)!)
        || (Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(file => FileStatus.IsSame(file, path)));

    /// <summary>Whether two paths are one file; one that does not exist is known by its folder and its name, in whatever case.</summary>
    private static bool IsSame(string first, string second) => FileStatus.IsSame(first, second)
        || (string.Equals(Path.GetFileName(first), Path.GetFileName(second), StringComparison.OrdinalIgnoreCase)
            && FileStatus.IsSame(Path.GetDirectoryName(Path.GetFullPath(first))!, Path.GetDirectoryName(second)!));

    private static string Target(string path)
    {
        FileInfo file = new(path);
        try
        {
            return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }
        catch (IOException)
        {
            // Links in a circle: what writes there says so.
            return file.FullName;
        }
    }
}
