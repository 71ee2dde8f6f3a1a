using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Analysis;

/// <summary>Measures activations without the network that they are of.</summary>
internal static class ActivationAnalyzer
{
    /// <summary>Measures all layers, over the correctly classified samples where there are predictions, and over all.</summary>
    /// <param name="source">Where the activations come from.</param>
    /// <param name="representations">The activations and labels.</param>
    /// <param name="predictions">For each sample the predicted label, or no label; null where nothing was predicted.</param>
    /// <param name="classNames">What each label means.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    /// <param name="progress">Told the name of each stage as it begins, or null.</param>
    public static ActivationAnalysis Analyze(
        string source, HiddenRepresentations representations, int[]? predictions, IReadOnlyList<string> classNames, WorkerPool workers, Action<string>? progress = null)
    {
        progress ??= _ => { };
        progress("sparseness");
        LayerSparseness[] sparseness = [.. Enumerable.Range(0, representations.LayerCount).Select(layer => new LayerSparseness(representations, layer, workers))];

        progress("ensembles and tuning, all samples");
        ClassSamples all = ClassSamples.Group(representations.Labels, classNames.Count);
        ActivationAnalysis analysis = new() { Source = source, ClassNames = classNames, All = Of(all) };
        if (predictions is null)
        {
            return analysis;
        }

        progress("ensembles and tuning, correctly classified samples");
        ClassSamples correct = ClassSamples.Group(representations.Labels, classNames.Count, sample => predictions[sample] == representations.Labels[sample]);
        return analysis with
        {
            Accuracy = correct.All.Length / (double)representations.SampleCount,
            ClassAccuracy = [.. classNames.Select((_, label) => all.Of(label).Length is > 0 and int count ? correct.Of(label).Length / (double)count : (double?)null)],
            Correct = Of(correct),
        };

        // Without images classes cannot be compared by them.
        RepresentationAnalysis Of(ClassSamples samples) => RepresentationAnalyzer.Analyze(representations, sparseness, samples, pixelSimilarity: [], workers);
    }
}
