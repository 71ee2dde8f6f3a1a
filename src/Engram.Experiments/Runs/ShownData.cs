using Engram.Data.Own;
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
    /// <param name="reading">How other images are read that are no data set of the catalog, by a spec that reads them as the run's were; null for as that says.</param>
    /// <param name="dataDirectory">The folder that holds data sets; null looks in the usual places.</param>
    /// <param name="otherIsMeant">Whether other images than the run's own are wanted.</param>
    /// <exception cref="EngramException">They are not found, do not fit the network, or are others and not meant.</exception>
    public static ShownData Load(
        string run, RunSpec spec, NetworkBody network, RunRecord record, string? data, Func<RunSpec, OwnDataOptions>? reading, string? dataDirectory, bool otherIsMeant)
    {
        if (data is null && reading is not null)
        {
            throw new EngramException($"The run {run} reads its own images as it did when it was trained; leave the options about reading out, or name other images with --data.");
        }

        (DatasetSplits splits, OtherData? other) = data is null || !OwnData.IsPath(data)
            ? LoadKnown(data is null ? spec : spec with { Data = data }, dataDirectory)
            : LoadOwn(data);
        network.Input.RequireFit(splits.Test);
        if (other is not null && !otherIsMeant)
        {
            throw other.Refusal(run);
        }

        if (other is not null && data is null && spec.HasOwnData)
        {
            network.Input.RequireSameClasses(splits.Test);
        }

        return new ShownData(splits, RunSpec.NameOf(data ?? spec.Data), other);

        (DatasetSplits, OtherData?) LoadKnown(RunSpec wanted, string? folder)
        {
            DatasetSplits found = RunData.LoadWhole(wanted, folder);
            return (found, Compare(found, wanted.Data));
        }

        // Images of the run that were moved since are still its own; all of others may be tested on, where no part of them is for that.
        (DatasetSplits, OtherData?) LoadOwn(string path)
        {
            RunSpec start = spec with { Data = path, TestData = null, TestSplit = null };
            OwnDataOptions asked = reading is null ? start.Reading : reading(start);
            OwnSplits images = RunData.ReadOwn(path, asked with { TestSplit = asked.TestSplit ?? spec.TestSplit, KnownClasses = network.Input.ClassNames });
            OtherData? difference = null;
            if (images.HasTest || asked.TestSplit is not null || images.CanDrawTest)
            {
                DatasetSplits found = images.Make();
                difference = Compare(found, path);
                if (difference is null || images.HasTest || asked.TestSplit is not null)
                {
                    return (found, difference);
                }
            }

            DatasetSplits whole = images.MakeWhole();
            return (whole, difference ?? Compare(whole, path));
        }

        OtherData? Compare(DatasetSplits found, string name) =>
            OtherData.Find(spec, network.Input.DataName, network.Input.DataFingerprint, record, found, name);
    }
}
