using Engram.Data;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Runs;

/// <summary>The data sets of some runs, each loaded once.</summary>
internal sealed class RunDatasets(string? dataDirectory)
{
    private readonly Dictionary<DataKey, DatasetSplits> _splits = [];
    private readonly Dictionary<(DataKey Data, int? LeaveOut), (string TrainName, int Train, int Test)> _counts = [];

    /// <summary>Where data sets are, each read once: what is missing or damaged is said before the first run begins.</summary>
    /// <param name="specs">Specs that name them.</param>
    /// <param name="dataDirectory">The only folder to look in, or null for the usual places.</param>
    /// <exception cref="EngramException">One is not found or damaged.</exception>
    public static IReadOnlyList<DatasetOrigin> Origins(IEnumerable<RunSpec> specs, string? dataDirectory)
    {
        DatasetOrigin[] origins = [.. specs.DistinctBy(DataKey.Of).Select(spec => RunData.LoadWhole(spec, dataDirectory).Origin!)];

        // The runs train in other processes; this one keeps no images for as long as they take.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return origins;
    }

    /// <summary>Where the data sets are that were loaded so far.</summary>
    public IReadOnlyList<DatasetOrigin> Loaded => [.. _splits.Values.Select(splits => splits.Origin!)];

    /// <summary>The whole data set of a spec.</summary>
    public DatasetSplits Load(RunSpec spec)
    {
        var key = DataKey.Of(spec);
        if (!_splits.TryGetValue(key, out DatasetSplits? splits))
        {
            splits = RunData.LoadWhole(spec, dataDirectory);
            _splits.Add(key, splits);
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
        var key = (DataKey.Of(spec), spec.LeaveOut);
        if (!_counts.TryGetValue(key, out var counts))
        {
            DatasetSplits splits = RunData.LeaveOut(spec, Load(spec));
            counts = (splits.Train.Name, splits.Train.Count, splits.Test.Count);
            _counts.Add(key, counts);
        }

        return counts;
    }

    /// <summary>All that decides which images a data set has, before a spec takes a part of them.</summary>
    private readonly record struct DataKey(string Data, OwnDataOptions Reading)
    {
        public static DataKey Of(RunSpec spec) => new(spec.Data, spec.Reading);
    }
}
