using Engram.Data;
using Engram.Data.Catalog;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Runs;

/// <summary>Finds the images that a spec asks for: a class that is left out is in neither split.</summary>
internal static class RunData
{
    public static DatasetSplits Load(RunSpec spec, string? dataDirectory) => Of(spec, DatasetCatalog.Load(spec.Data, dataDirectory));

    /// <summary>What a spec takes of a data set.</summary>
    /// <exception cref="EngramException">There are fewer images than it asks for.</exception>
    public static DatasetSplits Of(RunSpec spec, DatasetSplits splits)
    {
        splits = LeaveOut(spec, splits);
        return splits with { Train = splits.Train.Take(TrainCount(spec, splits.Train.Name, splits.Train.Count)) };
    }

    /// <summary>A data set without the class that a spec leaves out.</summary>
    public static DatasetSplits LeaveOut(RunSpec spec, DatasetSplits splits) => spec.LeaveOut is { } label
        ? splits with { Train = splits.Train.Without(label), Test = splits.Test.Without(label), TestFingerprint = splits.Test.Fingerprint }
        : splits;

    /// <summary>Images that a run trains on, of those that it has left to choose from.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="name">Name of the images.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="EngramException">There are fewer than it asks for.</exception>
    public static int TrainCount(RunSpec spec, string name, int count) => spec.TrainSamples is not { } wanted ? count
        : wanted >= 1 && wanted <= count ? wanted
        : throw new EngramException($"trainSamples is {wanted}, but {name} holds {count} images; give 1 to {count}, or all.");
}
