using Engram.Experiments.Results;

namespace Engram.Experiments;

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

    /// <summary>Reads all run folders of a sweep.</summary>
    /// <exception cref="EngramException">A run's files are damaged.</exception>
    public static SweepResults Read(SweepFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string[] names = Directory.Exists(folder.RunsPath)
            ? [.. Directory.GetDirectories(folder.RunsPath).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [];
        return new SweepResults(folder.Path, [.. names.Where(name => File.Exists(folder.Run(name).SpecPath)).Select(name => RunReader.Read(folder.Run(name), name))]);
    }

    /// <summary>Reads all run folders and writes <c>results.csv</c> and <c>results.parquet</c>.</summary>
    /// <exception cref="EngramException">A run's files are damaged, or the tables cannot be written.</exception>
    public static SweepResults Rebuild(SweepFolder folder)
    {
        SweepResults results = Read(folder);
        ResultsTable.WriteCsv(folder.ResultsCsvPath, results.Runs);
        ResultsTable.WriteParquet(folder.ResultsParquetPath, results.Runs);
        return results;
    }
}
