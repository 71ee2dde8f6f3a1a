using Engram.Analysis;
using Engram.Experiments.Results;

namespace Engram.Experiments;

/// <summary>Finished runs that agree in some keys of their specs.</summary>
/// <param name="Keys">The keys and their values.</param>
/// <param name="Runs">Names of the runs.</param>
/// <param name="TestAccuracy">Test accuracy over the runs.</param>
/// <param name="HoyerSparseness">Hoyer sparseness of each layer over the runs; null where no run has the layer.</param>
/// <param name="TrainSeconds">Seconds spent in training over the runs.</param>
public sealed record ResultGroup(
    IReadOnlyDictionary<string, string> Keys,
    IReadOnlyList<string> Runs,
    RunStatistics? TestAccuracy,
    IReadOnlyList<RunStatistics?> HoyerSparseness,
    RunStatistics? TrainSeconds)
{
    /// <summary>The keys as people read them: bp on mnist, learningRate 0.01.</summary>
    public string Label => SettingsText.Of(Keys);

    internal static ResultGroup Of(IReadOnlyDictionary<string, string> keys, IReadOnlyList<ResultRun> runs) => new(
        keys,
        [.. runs.Select(run => run.Name)],
        Over(runs, Measures.TestAccuracy, null),
        [.. Enumerable.Range(1, runs.Max(run => run.Spec.Training.Layers.Count)).Select(layer => Over(runs, Measures.HoyerSparseness, layer))],
        Over(runs, Measures.TrainSeconds, null));

    private static RunStatistics? Over(IReadOnlyList<ResultRun> runs, string measure, int? layerNumber)
    {
        double[] values = [.. runs.Select(run => run.Find(measure, layerNumber)).OfType<double>()];
        return values.Length == 0 ? null : RunStatistics.Of(values);
    }
}
