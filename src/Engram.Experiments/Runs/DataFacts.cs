using System.Collections.Concurrent;
using Engram.Data.Files;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Runs;

/// <summary>What estimates and plans need to know of the data of a spec: of the catalog it is known, own images are read for it, once in a process.</summary>
/// <param name="Shape">Shape of every image.</param>
/// <param name="TrainCount">Training images.</param>
/// <param name="TestCount">Test images.</param>
/// <param name="ClassCount">Classes.</param>
internal sealed record DataFacts(ImageShape Shape, int TrainCount, int TestCount, int ClassCount)
{
    private static readonly ConcurrentDictionary<(string Path, OwnDataOptions Options), DataFacts> _known = [];

    /// <summary>The facts of a spec's data.</summary>
    /// <exception cref="EngramException">There is no such data set, or own images cannot be read.</exception>
    public static DataFacts Of(RunSpec spec)
    {
        if (!spec.HasOwnData)
        {
            DatasetDescription data = DatasetCatalog.Find(spec.Data);
            return new DataFacts(data.Shape, data.TrainCount, data.TestCount, data.ClassNames.Count);
        }

        return _known.TryGetValue((spec.Data, spec.Reading), out DataFacts? known) ? known : Remember(spec, RunData.LoadOwn(spec.Data, spec.Reading));
    }

    /// <summary>The facts as they are after own images were read again.</summary>
    public static DataFacts Remember(RunSpec spec, DatasetSplits splits) =>
        _known[(spec.Data, spec.Reading)] = new DataFacts(splits.Train.Shape, splits.Train.Count, splits.Test.Count, splits.Train.ClassCount);

    /// <summary>The facts where they are known without reading; null otherwise.</summary>
    public static DataFacts? TryOf(RunSpec spec) => spec.HasOwnData ? _known.GetValueOrDefault((spec.Data, spec.Reading)) : Of(spec);
}
