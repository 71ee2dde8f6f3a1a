using Engram.Analysis.Ensembles;
using Engram.Analysis.Labels;
using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Models;
using Engram.Threading;

namespace Engram.Analysis.Unseen;

/// <summary>
/// Shows a network the test images of a class that it was never trained on, and compares its representation with those
/// of the classes that it knows, all of their test images with their true labels.
/// </summary>
internal sealed class UnseenCategoryAnalysis
{
    private readonly NetworkBody _network;
    private readonly ImageDataset _data;
    private readonly HiddenRepresentations _seen;
    private readonly ClassSamples _samples;
    private readonly int _unseen;
    private readonly WorkerPool _workers;
    private readonly SeenLayer[] _layers;

    private UnseenCategoryAnalysis(NetworkBody network, ImageDataset data, HiddenRepresentations trueLabels, int unseen, WorkerPool workers)
    {
        _network = network;
        _data = data;
        _seen = trueLabels;
        _unseen = unseen;
        _workers = workers;
        _samples = ClassSamples.Group(trueLabels.Labels, data.ClassCount);
        _layers = [.. Enumerable.Range(0, trueLabels.LayerCount).Select(MeasureSeen)];
    }

    /// <summary>Runs all conditions.</summary>
    /// <param name="network">The network; one that takes no labels has the condition without label only.</param>
    /// <param name="data">Images of all classes.</param>
    /// <param name="trueLabels">Its representations of them with their true labels, the unseen class's included.</param>
    /// <param name="trainedLabels">For each image, the best of the labels that the network was trained on, or no prediction.</param>
    /// <param name="unseen">The class that was left out of the training.</param>
    /// <param name="workers">Threads.</param>
    public static UnseenCategory Run(
        NetworkBody network, ImageDataset data, HiddenRepresentations trueLabels, int[] trainedLabels, int unseen, WorkerPool workers)
    {
        UnseenCategoryAnalysis analysis = new(network, data, trueLabels, unseen, workers);
        int[] images = analysis._samples.Of(unseen);
        UnseenCondition none = analysis.Measure("none", [.. images.Select(_ => HiddenRepresentations.NoLabel)]);
        return new UnseenCategory(
            unseen,
            analysis.SeenAccuracy(trainedLabels),
            network.Traits.LabelsInInput
                ?
                [
                    analysis.Measure("own", [.. images.Select(_ => unseen)]),
                    none,
                    analysis.Measure("best", [.. images.Select(sample => trainedLabels[sample])]),
                ]
                : [none]);
    }

    private double? SeenAccuracy(int[] trainedLabels)
    {
        int[] seen = [.. _samples.All.Where(sample => _data.Labels[sample] != _unseen)];
        return seen.Length > 0 ? seen.Count(sample => trainedLabels[sample] == _data.Labels[sample]) / (double)seen.Length : null;
    }

    private SeenLayer MeasureSeen(int layer)
    {
        int[] seen = [.. _samples.All.Where(sample => _seen.Labels[sample] != _unseen)];
        return new SeenLayer(
            new LayerSparseness(_seen, layer, _workers).Mean(seen),
            FindSeen(layer, _samples),
            FindSeen(layer, _samples.EverySecond(0)),
            UnitVectors.Sum(_seen, layer, seen));
    }

    private int[][] FindSeen(int layer, ClassSamples samples) =>
        EnsembleRules.MeanRatio.FindAll(new LayerActivations(_seen, layer, samples, _workers));

    private UnseenCondition Measure(string name, int[] labels)
    {
        HiddenRepresentations shown = HiddenRepresentations.Compute(_network, _data, _samples.Of(_unseen), labels, _workers);
        return new UnseenCondition(name, [.. Enumerable.Range(0, shown.LayerCount).Select(layer => MeasureLayer(shown, layer))]);
    }

    private UnseenLayer MeasureLayer(HiddenRepresentations shown, int layer)
    {
        SeenLayer seen = _layers[layer];
        ClassSamples samples = ClassSamples.Group(shown.Labels, _data.ClassCount);
        int[][] ensembles = WithUnseen(seen.Ensembles, shown, layer, samples);
        int[] own = ensembles[_unseen];
        HashSet<int> known = [.. ensembles.Where((_, classIndex) => classIndex != _unseen).SelectMany(units => units)];
        UnitVectors vectors = UnitVectors.Sum(shown, layer, samples.All);
        return new UnseenLayer
        {
            Sparseness = new LayerSparseness(shown, layer, _workers).Mean(samples.All),
            SeenSparseness = seen.Sparseness,
            EnsembleSize = own.Length,
            SeenEnsembleSize = ensembles.Where((_, classIndex) => classIndex != _unseen).Average(units => units.Length),
            Overlap = [.. ensembles.Select(units => UnitOverlap.Jaccard(own, units))],
            OwnShare = own.Length > 0 ? own.Count(unit => !known.Contains(unit)) / (double)own.Length : null,
            CosineWithin = vectors.CosineWithin(),
            CosineBetween = vectors.CosineBetween(seen.Vectors),
            NearestEnsembleAccuracy = MeasureNearest(shown, layer, samples),
        };
    }

    // The seen classes' ensembles, and that of the unseen class under this condition.
    private int[][] WithUnseen(int[][] seen, HiddenRepresentations shown, int layer, ClassSamples samples)
    {
        int[][] ensembles = [.. seen];
        ensembles[_unseen] = EnsembleRules.MeanRatio.Find(new LayerActivations(shown, layer, samples, _workers), _unseen);
        return ensembles;
    }

    private double? MeasureNearest(HiddenRepresentations shown, int layer, ClassSamples samples)
    {
        int[] tested = samples.EverySecond(1).Of(_unseen);
        int[][] ensembles = WithUnseen(_layers[layer].HalfEnsembles, shown, layer, samples.EverySecond(0));
        return tested.Length > 0 && EnsembleDecoder.Decode(shown, layer, ensembles, _workers) is int[] decoded
            ? tested.Count(sample => decoded[sample] == _unseen) / (double)tested.Length
            : null;
    }

    /// <summary>What stays the same under all conditions.</summary>
    private sealed record SeenLayer(SparsenessMeasures Sparseness, int[][] Ensembles, int[][] HalfEnsembles, UnitVectors Vectors);
}
