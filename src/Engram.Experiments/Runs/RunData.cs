using Engram.Data;

namespace Engram.Experiments.Runs;

/// <summary>Finds the images that a spec asks for: a class that is left out is in neither split.</summary>
internal static class RunData
{
    public static DatasetSplits Load(RunSpec spec, string? dataDirectory)
    {
        DatasetSplits splits = DatasetCatalog.Load(spec.Data, dataDirectory);
        if (spec.LeaveOut is { } label)
        {
            splits = new DatasetSplits(splits.Train.Without(label), splits.Test.Without(label));
        }

        if (spec.TrainSamples is not { } count)
        {
            return splits;
        }

        if (count < 1 || count > splits.Train.Count)
        {
            throw new EngramException($"trainSamples is {count}, but {splits.Train.Name} holds {splits.Train.Count} images; give 1 to {splits.Train.Count}, or all.");
        }

        return splits with { Train = splits.Train.Take(count) };
    }
}
