using Engram.Analysis.Ensembles;
using Engram.Analysis.Representations;
using Engram.Analysis.Selectivity;
using Engram.Threading;

namespace Engram.Analysis;

/// <summary>Measures what hidden layers show on a set of samples.</summary>
internal static class RepresentationAnalyzer
{
    /// <summary>Measures all layers.</summary>
    /// <param name="representations">Activations.</param>
    /// <param name="sparseness">Sparseness of every sample in every layer.</param>
    /// <param name="samples">The samples to look at, by class.</param>
    /// <param name="pixelSimilarity">Similarity of the classes' images.</param>
    /// <param name="workers">Threads.</param>
    public static RepresentationAnalysis Analyze(
        HiddenRepresentations representations,
        LayerSparseness[] sparseness,
        ClassSamples samples,
        IReadOnlyList<IReadOnlyList<double?>> pixelSimilarity,
        WorkerPool workers)
    {
        LayerRepresentation[] layers = new LayerRepresentation[representations.LayerCount];
        for (int layer = 0; layer < layers.Length; layer++)
        {
            LayerActivations activations = new(representations, layer, samples, workers);
            layers[layer] = AnalyzeLayer(activations, sparseness[layer], pixelSimilarity);
        }

        return new RepresentationAnalysis
        {
            SampleCount = samples.All.Length,
            ClassCounts = [.. Enumerable.Range(0, samples.ClassCount).Select(classIndex => samples.Of(classIndex).Length)],
            Layers = layers,
        };
    }

    private static LayerRepresentation AnalyzeLayer(
        LayerActivations activations, LayerSparseness sparseness, IReadOnlyList<IReadOnlyList<double?>> pixelSimilarity)
    {
        ClassSamples samples = activations.Samples;
        IReadOnlyList<EnsembleRule> rules = EnsembleRules.All;
        int[][][] ensembles = [.. rules.Select(rule => Find(rule, activations))];
        return new LayerRepresentation
        {
            UnitCount = activations.UnitCount,
            Sparseness = sparseness.Mean(samples.All),
            ClassSparseness = [.. Enumerable.Range(0, samples.ClassCount).Select(classIndex => sparseness.Mean(samples.Of(classIndex)))],
            ClassMeans = [.. activations.ClassMeans.Select(means => means.Select(mean => (float)mean).ToArray())],
            Ensembles = [.. rules.Select((rule, index) => EnsembleComparison.ToSet(rule, ensembles[index], pixelSimilarity))],
            Agreement = EnsembleComparison.Agree(rules, ensembles),
            Tuning = TuningAnalysis.Measure(activations),
        };
    }

    // A rule may come from outside; what follows counts on units in order.
    private static int[][] Find(EnsembleRule rule, LayerActivations activations)
    {
        int[][] ensembles = rule.FindAll(activations);
        bool fits = ensembles.Length == activations.ClassCount && ensembles.All(units =>
            units.Zip(units.Skip(1)).All(pair => pair.First < pair.Second) && (units.Length == 0 || (units[0] >= 0 && units[^1] < activations.UnitCount)));
        return fits ? ensembles : throw new InvalidOperationException(
            $"The ensemble rule '{rule}' must give every one of {activations.ClassCount} classes units from 0 to {activations.UnitCount - 1}, each once and ascending.");
    }
}
