using Engram.Data;
using Engram.Experiments.Runs;

namespace Engram.Experiments.Sweeps;

/// <summary>The data sets of a sweep, each loaded once.</summary>
internal sealed class SweepData(string? dataDirectory)
{
    private readonly Dictionary<string, DatasetSplits> _splits = [];
    private readonly Dictionary<(string Data, int? LeaveOut), (string TrainName, int Train, int Test)> _counts = [];

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
