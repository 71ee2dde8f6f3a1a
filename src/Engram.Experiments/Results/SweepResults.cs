using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Results;

/// <summary>
/// What the runs of a sweep showed. The run folders are the only truth: the tables are made from them and can be made again
/// at any time, also while runs are under way.
/// </summary>
/// <param name="Path">The sweep's folder.</param>
/// <param name="Runs">The runs, by name.</param>
public sealed record SweepResults(string Path, IReadOnlyList<ResultRun> Runs)
{
    /// <summary>The runs that are complete.</summary>
    public IEnumerable<ResultRun> Finished => Runs.Where(run => run.Status == RunStatus.Finished);

    /// <summary>Why runs are not among these, one sentence each: their files are damaged.</summary>
    public IReadOnlyList<string> Damaged { get; init; } = [];

    /// <summary>What else there is to know, one sentence each: copies that are left out, runs without checksums.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Reads all run folders of a sweep. A run whose files are damaged is left out and named.</summary>
    public static SweepResults Read(SweepFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string[] names = Directory.Exists(folder.RunsPath)
            ? [.. Directory.GetDirectories(folder.RunsPath).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [];
        List<ResultRun> runs = [];
        List<string> damaged = [];
        foreach (string name in names.Where(name => File.Exists(folder.Run(name).SpecPath)))
        {
            try
            {
                runs.Add(RunReader.Read(folder.Run(name), name));
            }
            catch (EngramException error)
            {
                damaged.Add($"{error.Message.TrimEnd('.')}; the run {name} is left out until then.");
            }
        }

        ILookup<string, ResultRun> same = runs.ToLookup(run => SpecFile.Format(run.Spec));
        ResultRun[] kept = [.. runs.Where(run => Original(same[SpecFile.Format(run.Spec)]) == run)];
        return new SweepResults(folder.Path, kept)
        {
            Damaged = damaged,
            Warnings = [.. same.SelectMany(equal => Copies(folder, [.. equal])), .. WithoutChecksums(folder, kept)],
        };
    }

    /// <summary>Reads all run folders and writes <c>results.csv</c> and <c>results.parquet</c>.</summary>
    /// <exception cref="EngramException">The tables cannot be written.</exception>
    public static SweepResults Rebuild(SweepFolder folder)
    {
        SweepResults results = Read(folder);
        ResultsTable.WriteCsv(folder.ResultsCsvPath, results.Runs);
        ResultsTable.WriteParquet(folder.ResultsParquetPath, results.Runs);
        return results;
    }

    /// <summary>Of runs with one spec and seed, which are one run and its copies, the one with the shortest name: a copy's is longer.</summary>
    private static ResultRun Original(IEnumerable<ResultRun> same) =>
        same.OrderBy(run => run.Status == RunStatus.Finished ? 0 : 1).ThenBy(run => run.Name.Length).ThenBy(run => run.Name, StringComparer.Ordinal).First();

    private static IEnumerable<string> Copies(SweepFolder folder, ResultRun[] same) => same
        .Where(run => run != Original(same))
        .Select(run => $"{folder.Run(run.Name).Path} has the same spec and seed as {Original(same).Name}, so it is left out as its copy.");

    private static IEnumerable<string> WithoutChecksums(SweepFolder folder, IEnumerable<ResultRun> runs)
    {
        string[] names = [.. runs.Where(run => run.Status == RunStatus.Finished && !File.Exists(folder.Run(run.Name).ChecksumsPath)).Select(run => run.Name)];
        return names.Length == 0 ? [] : [$"Runs without checksums.sha256, so that nothing tells whether their files are what they were: {string.Join(", ", names)}."];
    }
}
