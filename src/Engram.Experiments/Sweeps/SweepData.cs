using System.Collections.Concurrent;
using Engram.Data;

namespace Engram.Experiments.Sweeps;

/// <summary>The data sets of a sweep, each loaded once.</summary>
internal sealed class SweepData(string? dataDirectory)
{
    private readonly ConcurrentDictionary<string, DatasetSplits> _splits = [];

    /// <summary>The whole data set of a spec.</summary>
    public DatasetSplits Load(RunSpec spec) => _splits.GetOrAdd(spec.Data, name => DatasetCatalog.Load(name, dataDirectory));

    /// <summary>Images that a run trains on.</summary>
    public int TrainCount(RunSpec spec) => Math.Min(spec.TrainSamples ?? int.MaxValue, Count(Load(spec).Train, spec));

    /// <summary>Images that a run is tested on.</summary>
    public int TestCount(RunSpec spec) => Count(Load(spec).Test, spec);

    private static int Count(ImageDataset images, RunSpec spec) =>
        images.Count - (spec.LeaveOut is { } label ? images.Labels.Count((byte)label) : 0);
}
