using Engram.Data;
using Engram.Data.Catalog;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Runs;

/// <summary>The data sets of some runs, each loaded once.</summary>
internal sealed class RunDatasets(string? dataDirectory)
{
    private readonly Dictionary<string, DatasetSplits> _splits = [];
    private readonly Dictionary<(string Data, int? LeaveOut), (string TrainName, int Train, int Test)> _counts = [];

    /// <summary>Where data sets are, each read once: what is missing or damaged is said before the first run begins.</summary>
    /// <param name="names">Names of the data sets.</param>
    /// <param name="dataDirectory">The only folder to look in, or null for the usual places.</param>
    /// <exception cref="EngramException">One is not found or damaged.</exception>
    public static IReadOnlyList<DatasetOrigin> Origins(IEnumerable<string> names, string? dataDirectory)
    {
        DatasetOrigin[] origins = [.. names.Distinct().Select(name => DatasetCatalog.Load(name, dataDirectory).Origin!)];

        // The runs train in other processes; this one keeps no images for as long as they take.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return origins;
    }

    /// <summary>Where the data sets are that were loaded so far.</summary>
    public IReadOnlyList<DatasetOrigin> Loaded => [.. _splits.Values.Select(splits => splits.Origin!)];

    /// <summary>The whole data set of a spec.</summary>
    public DatasetSplits Load(RunSpec spec)
    {
        if (!_splits.TryGetValue(spec.Data, out DatasetSplits? splits))
        {
            splits = DatasetCatalog.Load(spec.Data, dataDirectory);
            _splits.Add(spec.Data, splits);
        }

        return splits;
    }

    /// <summary>Images that a run trains on.</summary>
    /// <exception cref="EngramException">There are fewer than it asks for.</exception>
    public int TrainCount(RunSpec spec)
    {
        var (name, train, _) = Count(spec);
        return RunData.TrainCount(spec, name, train);
    }

    /// <summary>Images that a run is tested on.</summary>
    public int TestCount(RunSpec spec) => Count(spec).Test;

    private (string TrainName, int Train, int Test) Count(RunSpec spec)
    {
        if (!_counts.TryGetValue((spec.Data, spec.LeaveOut), out var counts))
        {
            DatasetSplits splits = RunData.LeaveOut(spec, Load(spec));
            counts = (splits.Train.Name, splits.Train.Count, splits.Test.Count);
            _counts.Add((spec.Data, spec.LeaveOut), counts);
        }

        return counts;
    }
}
