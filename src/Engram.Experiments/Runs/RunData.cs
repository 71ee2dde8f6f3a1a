using Engram.Data.Own;
using Engram.Data.Own.Formats;
using Engram.Experiments.Files;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Runs;

/// <summary>Finds the images that a spec asks for: a class that is left out is in neither split.</summary>
internal static class RunData
{
    // The library does without a reader of Parquet.
    static RunData() => DatasetFormats.Register(new ParquetImages());

    public static DatasetSplits Load(RunSpec spec, string? dataDirectory) => Of(spec, LoadWhole(spec, dataDirectory));

    /// <summary>The whole data set of a spec, or all of its own images.</summary>
    /// <exception cref="EngramException">It is not found, or damaged.</exception>
    public static DatasetSplits LoadWhole(RunSpec spec, string? dataDirectory)
    {
        if (!spec.HasOwnData)
        {
            return DatasetCatalog.Load(spec.Data, dataDirectory);
        }

        DatasetSplits splits = LoadOwn(spec.Data, spec.Reading);
        DataFacts.Remember(spec, splits);
        return splits;
    }

    /// <summary>The forms in which own images are read.</summary>
    public static IReadOnlyList<DatasetFormat> Formats => DatasetFormats.All;

    /// <summary>The form of a path.</summary>
    /// <exception cref="EngramException">It is none of these.</exception>
    public static DatasetFormat FormatOf(string path) => DatasetFormats.Of(path);

    /// <summary>Reads own images in any of these forms.</summary>
    /// <exception cref="EngramException">They cannot be read.</exception>
    public static DatasetSplits LoadOwn(string path, OwnDataOptions options) => ReadOwn(path, options).Make();

    /// <summary>The same before splits are made of them.</summary>
    /// <exception cref="EngramException">They cannot be read.</exception>
    public static OwnSplits ReadOwn(string path, OwnDataOptions options) => OwnData.Read(path, options);

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
