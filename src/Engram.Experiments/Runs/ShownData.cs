using Engram.Data;
using Engram.Data.Own;
using Engram.Data.Own.Formats;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Models;

namespace Engram.Experiments.Runs;

/// <summary>The images that a finished run is shown: its own, or others that a user names.</summary>
/// <param name="Splits">The images.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Other">What tells them from the run's own; null where they are the same.</param>
internal sealed record ShownData(DatasetSplits Splits, string Name, OtherData? Other)
{
    /// <summary>Loads them.</summary>
    /// <param name="run">The run's folder, for the sentence that refuses other data.</param>
    /// <param name="spec">The run's spec.</param>
    /// <param name="network">Its network.</param>
    /// <param name="record">Its record.</param>
    /// <param name="data">Name or path of other data; null for the run's own.</param>
    /// <param name="reading">How other images are read that are no data set of the catalog; null for as the run's were.</param>
    /// <param name="dataDirectory">The folder that holds data sets; null looks in the usual places.</param>
    /// <param name="otherIsMeant">Whether other images than the run's own are wanted.</param>
    /// <exception cref="EngramException">They are not found, do not fit the network, or are others and not meant.</exception>
    public static ShownData Load(
        string run, RunSpec spec, Network network, RunRecord record, string? data, OwnDataOptions? reading, string? dataDirectory, bool otherIsMeant)
    {
        if (data is null && reading is not null)
        {
            throw new EngramException($"The run {run} reads its own images as it did when it was trained; leave the options about reading out, or name other images with --data.");
        }

        (DatasetSplits splits, OtherData? other) = data is null || !OwnData.IsPath(data)
            ? LoadKnown(data is null ? spec : spec with { Data = data }, dataDirectory)
            : LoadOwn(data);
        network.Input.RequireFit(splits.Test);
        return other is null || otherIsMeant ? new ShownData(splits, RunSpec.NameOf(data ?? spec.Data), other) : throw other.Refusal(run);

        (DatasetSplits, OtherData?) LoadKnown(RunSpec wanted, string? folder)
        {
            DatasetSplits found = RunData.LoadWhole(wanted, folder);
            return (found, Compare(found, wanted.Data));
        }

        // Images of the run that were moved since are still its own; all of others may be tested on, where no part of them is for that.
        (DatasetSplits, OtherData?) LoadOwn(string path)
        {
            OwnDataOptions options = (reading ?? spec.Reading with { TestPath = null }) with { KnownClasses = network.Input.ClassNames };
            DatasetSplits found = RunData.LoadOwn(path, options);
            OtherData? difference = Compare(found, path);
            return difference is not null && found.IsTestDrawn && reading?.TestSplit is null
                ? (RunData.LoadOwn(path, options with { TestsAll = true }), difference)
                : (found, difference);
        }

        OtherData? Compare(DatasetSplits found, string name) =>
            OtherData.Find(spec, network.Input.DataName, network.Input.DataFingerprint, record, found, name);
    }
}
