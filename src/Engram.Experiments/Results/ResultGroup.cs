using Engram.Analysis.Statistics;

namespace Engram.Experiments.Results;

/// <summary>Finished runs that agree in some keys of their specs.</summary>
/// <param name="Label">What sets it apart from other groups, as people read it: ff, learningRate 0.01.</param>
/// <param name="Keys">The keys and their values.</param>
/// <param name="Runs">Names of the runs.</param>
/// <param name="TestAccuracy">Test accuracy over the runs.</param>
/// <param name="ValidationAccuracy">Validation accuracy over the runs; null where no run keeps images for it.</param>
/// <param name="HoyerSparseness">Hoyer sparseness of each layer over the runs; null where no run has the layer.</param>
/// <param name="TrainSeconds">Seconds spent in training over the runs.</param>
public sealed record ResultGroup(
    string Label,
    IReadOnlyDictionary<string, string> Keys,
    IReadOnlyList<string> Runs,
    RunStatistics? TestAccuracy,
    RunStatistics? ValidationAccuracy,
    IReadOnlyList<RunStatistics?> HoyerSparseness,
    RunStatistics? TrainSeconds)
{
    internal static ResultGroup Of(string label, IReadOnlyDictionary<string, string> keys, IReadOnlyList<ResultRun> runs) => new(
        label,
        keys,
        [.. runs.Select(run => run.Name)],
        Over(runs, Measures.TestAccuracy, null),
        Over(runs, Measures.ValidationAccuracy, null),
        [.. Enumerable.Range(1, runs.Max(run => run.Spec.Training.Layers.Count)).Select(layer => Over(runs, Measures.HoyerSparseness, layer))],
        Over(runs, Measures.TrainSeconds, null));

    private static RunStatistics? Over(IReadOnlyList<ResultRun> runs, string measure, int? layerNumber)
    {
        double[] values = [.. runs.Select(run => run.Find(measure, layerNumber)).OfType<double>()];
        return values.Length == 0 ? null : RunStatistics.Of(values);
    }
}
