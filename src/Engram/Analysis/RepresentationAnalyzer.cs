using Engram.Kernels;

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
            layers[layer] = AnalyzeLayer(activations, sparseness[layer], pixelSimilarity, workers);
        }

        return new RepresentationAnalysis
        {
            SampleCount = samples.All.Length,
            ClassCounts = [.. Enumerable.Range(0, samples.ClassCount).Select(classIndex => samples.Of(classIndex).Length)],
            Layers = layers,
        };
    }

    private static LayerRepresentation AnalyzeLayer(
        LayerActivations activations, LayerSparseness sparseness, IReadOnlyList<IReadOnlyList<double?>> pixelSimilarity, WorkerPool workers)
    {
        ClassSamples samples = activations.Samples;
        int[][][] ensembles = [.. EnsembleRules.All.Select(rule => rule.FindAll(activations, workers))];
        return new LayerRepresentation
        {
            UnitCount = activations.UnitCount,
            Sparseness = sparseness.Mean(samples.All),
            ClassSparseness = [.. Enumerable.Range(0, samples.ClassCount).Select(classIndex => sparseness.Mean(samples.Of(classIndex)))],
            ClassMeans = [.. activations.ClassMeans.Select(means => means.Select(mean => (float)mean).ToArray())],
            Ensembles = [.. EnsembleRules.All.Select((rule, index) => EnsembleComparison.ToSet(rule, ensembles[index], pixelSimilarity))],
            Agreement = EnsembleComparison.Agree(EnsembleRules.All, ensembles),
        };
    }
}
