using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Threading;

namespace Engram.Analysis.Similarity;

/// <summary>Measures which classes are alike in layers, images and predictions.</summary>
internal static class SimilarityAnalyzer
{
    /// <summary>Measures all layers.</summary>
    /// <param name="layers">Activations of each layer over the same images.</param>
    /// <param name="images">These images; null where activations alone are known.</param>
    /// <param name="predictions">For each sample the predicted label, or no label; null where nothing was predicted.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    public static SimilarityAnalysis Measure(IReadOnlyList<LayerActivations> layers, ImageDataset? images, IReadOnlyList<int>? predictions, WorkerPool workers)
    {
        ClassSamples samples = layers[0].Samples;
        List<(string Name, ClassPatterns Patterns)> sources = [.. layers.Select((layer, index) => ($"layer-{index + 1}", ClassPatterns.Of(layer)))];
        if (images is not null)
        {
            sources.Add(("pixels", ClassPatterns.Of(images, samples, workers)));
        }

        List<ClassDissimilarities> dissimilarities = [];
        List<DissimilarityComparison> comparisons = [];
        double[]? confusion = predictions is null ? null : Confusion(predictions, samples);
        foreach (string distance in ClassDistances.Names)
        {
            List<(string Name, double[] Values)> series = [.. sources.Select(source => (source.Name, ClassDistances.Of(distance, source.Patterns, workers)))];
            dissimilarities.AddRange(series.Select(one => ToRecord(one.Name, distance, one.Values)));
            if (confusion is not null)
            {
                series.Add(("predictions", confusion));
            }

            comparisons.AddRange(DissimilarityBootstrap.Compare(distance, series, samples.ClassCount, workers));
        }

        if (confusion is not null)
        {
            dissimilarities.Add(ToRecord("predictions", ClassDistances.Confusion, confusion));
        }

        return new SimilarityAnalysis(
            DissimilarityBootstrap.Resamples(samples.ClassCount), samples.ClassCount > ClassPairs.MostClasses ? [] : dissimilarities, comparisons);
    }

    private static double[] Confusion(IReadOnlyList<int> predictions, ClassSamples samples)
    {
        int[] labels = [.. Enumerable.Range(0, samples.ClassCount).SelectMany(label => Enumerable.Repeat(label, samples.Of(label).Length))];
        int[] ofLabels = [.. Enumerable.Range(0, samples.ClassCount).SelectMany(label => samples.Of(label).Select(sample => predictions[sample]))];
        return ClassDistances.OfPredictions(ofLabels, labels, samples.ClassCount);
    }

    private static ClassDissimilarities ToRecord(string source, string distance, double[] values) =>
        new(source, distance, [.. values.Select(value => double.IsNaN(value) ? (double?)null : value)]);
}
