using System.Collections.Immutable;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Kernels;
using Engram.Models;
using Engram.Threading;
using Engram.Training;

namespace Engram.Analysis.Epochs;

/// <summary>Measures layers of a network at moments of its training, beside what becomes of them.</summary>
/// <param name="spec">How the network is trained.</param>
/// <param name="test">The images, as they are.</param>
/// <param name="workers">Threads; their number changes no result.</param>
internal sealed class EpochAnalyzer(TrainingSpec spec, ImageDataset test, WorkerPool workers)
{
    /// <summary>All layers of the finished network.</summary>
    /// <exception cref="EngramException">The images do not fit the network.</exception>
    public LayerMoment[] MeasureFinished(NetworkBody network)
    {
        ImmutableArray<int> layers = [.. Enumerable.Range(0, network.LayerShapes.Count)];
        int[] predictions = Predict(network, layers)[^1];
        return Measure(network, layers, [.. layers.Select(_ => predictions)], epoch: null, finished: null);
    }

    /// <summary>The layers that trained at a moment.</summary>
    /// <param name="network">The network as it was then.</param>
    /// <param name="layers">Their indices.</param>
    /// <param name="epoch">Epochs that they had trained.</param>
    /// <param name="finished">All layers of the finished network.</param>
    /// <exception cref="EngramException">The images do not fit the network.</exception>
    public LayerMoment[] Measure(NetworkBody network, ImmutableArray<int> layers, int epoch, IReadOnlyList<LayerMoment> finished) =>
        Measure(network, layers, Predict(network, layers), epoch, finished);

    private int[][] Predict(NetworkBody network, ImmutableArray<int> layers) =>
        new ValidationMeasure(KernelTable.Current, workers, spec, network.Input.Take(test)).Predictions(network, layers);

    private LayerMoment[] Measure(NetworkBody network, ImmutableArray<int> layers, int[][] predictions, int? epoch, IReadOnlyList<LayerMoment>? finished)
    {
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, test, workers);
        ClassSamples all = ClassSamples.Group(representations.Labels, test.ClassCount);
        return [.. layers.Select((layer, place) =>
        {
            ClassSamples correct = ClassSamples.Group(representations.Labels, test.ClassCount, sample => predictions[place][sample] == representations.Labels[sample]);
            LayerSparseness sparseness = new(representations, layer, workers);
            return new LayerMoment
            {
                LayerIndex = layer,
                Epoch = epoch,
                Accuracy = correct.All.Length / (double)all.All.Length,
                ClassAccuracy = [.. Enumerable.Range(0, all.ClassCount).Select(label => all.Of(label).Length > 0 ? correct.Of(label).Length / (double)all.Of(label).Length : (double?)null)],
                Correct = Represent(new LayerActivations(representations, layer, correct, workers), sparseness, finished?[layer].Correct),
                All = Represent(new LayerActivations(representations, layer, all, workers), sparseness, finished?[layer].All),
            };
        })];
    }

    private MomentRepresentation Represent(LayerActivations layer, LayerSparseness sparseness, MomentRepresentation? finished)
    {
        ClassSamples samples = layer.Samples;
        int[][] ensembles = EnsembleRules.MeanRatio.FindAll(layer);
        SortedActivations sorted = new(layer, samples.All, workers);
        return new MomentRepresentation
        {
            ClassCounts = [.. Enumerable.Range(0, samples.ClassCount).Select(label => samples.Of(label).Length)],
            Sparseness = sparseness.Mean(samples.All),
            ClassSparseness = [.. Enumerable.Range(0, samples.ClassCount).Select(label => sparseness.Mean(samples.Of(label)))],
            DeadUnits = Enumerable.Range(0, layer.UnitCount).Count(unit => sorted.Active(unit).Length == 0),
            Ensembles = ensembles,
            OverlapWithFinal = [.. ensembles.Select((units, label) => UnitOverlap.Jaccard(units, finished is null ? units : [.. finished.Ensembles[label]]))],
            OverlapBetweenClasses = ClassPairs.Overlaps(ensembles).Average(),
            ClassSelectivity = Selectivity.ClassSelectivity.OfUnits(layer).Average(),
            Informedness = Selectivity.Informedness.OfUnits(layer, sorted).Average(),
            ClassMeans = [.. layer.ClassMeans.SelectMany(means => means).Select(mean => (float)mean)],
            ActiveShares = [.. Enumerable.Range(0, layer.UnitCount).Select(unit => sorted.SampleCount == 0 ? 0 : sorted.Active(unit).Length / (float)sorted.SampleCount)],
        };
    }
}
