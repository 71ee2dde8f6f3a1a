using Engram.Analysis.Ensembles;
using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Models;
using Engram.Threading;

namespace Engram.Analysis.Labels;

/// <summary>
/// Shows all images of a data set with other labels than the true ones, and labels without images, and compares with the
/// ensembles that true labels give. Conditions are run one after the other in the same memory.
/// </summary>
internal sealed class LabelControlAnalysis
{
    private const ulong Seed = 1;

    private readonly int _classCount;
    private readonly WorkerPool _workers;
    private readonly int[][][] _trueEnsembles;

    private LabelControlAnalysis(int classCount, HiddenRepresentations trueLabels, WorkerPool workers)
    {
        _classCount = classCount;
        _workers = workers;
        ClassSamples samples = ClassSamples.Group(trueLabels.Labels, classCount);
        _trueEnsembles = [.. Enumerable.Range(0, trueLabels.LayerCount).Select(layer => FindEnsembles(trueLabels, layer, samples))];
    }

    /// <summary>Runs all conditions.</summary>
    /// <param name="network">A network that takes labels.</param>
    /// <param name="data">The images.</param>
    /// <param name="trueLabels">Its representations of them with their true labels.</param>
    /// <param name="workers">Threads.</param>
    public static LabelControl Run(NetworkBody network, ImageDataset data, HiddenRepresentations trueLabels, WorkerPool workers)
    {
        LabelControlAnalysis analysis = new(data.ClassCount, trueLabels, workers);
        int[] images = data.Labels.ToArray();
        int[] wrong = WrongLabels(images, data.ClassCount);
        ImageDataset labelsAlone = LabelsAlone.Of(network.Input);
        HiddenRepresentations shown = HiddenRepresentations.Compute(network, data, [.. images.Select(_ => HiddenRepresentations.NoLabel)], workers);
        LabelCondition none = analysis.Measure("none", shown, images, null);
        shown.Show(network, data, [.. Enumerable.Range(0, data.Count)], wrong, workers);
        return new LabelControl(
        [
            analysis.Measure("true", trueLabels, images, images),
            none,
            analysis.Measure("wrong", shown, images, wrong),
            analysis.Measure("label-only", HiddenRepresentations.ComputeAsNormalized(network, labelsAlone, workers), null, labelsAlone.Labels.ToArray()),
        ]);
    }

    private static int[] WrongLabels(int[] labels, int classCount)
    {
        RandomStream random = RandomStream.For(Seed, RandomPurpose.ControlLabels);
        return [.. labels.Select(label => (label + 1 + random.NextIndex(classCount - 1)) % classCount)];
    }

    private LabelCondition Measure(string name, HiddenRepresentations shown, int[]? images, int[]? labels) =>
        new(name, [.. Enumerable.Range(0, shown.LayerCount).Select(layer => MeasureLayer(shown, layer, images, labels))]);

    private LabelConditionLayer MeasureLayer(HiddenRepresentations shown, int layer, int[]? images, int[]? labels)
    {
        int[][]? byImage = images is null ? null : FindEnsembles(shown, layer, ClassSamples.Group(images, _classCount));
        int[][]? byLabel = labels is null ? null : FindEnsembles(shown, layer, ClassSamples.Group(labels, _classCount));
        int[]? decoded = EnsembleDecoder.Decode(shown, layer, _trueEnsembles[layer], _workers);
        return new LabelConditionLayer
        {
            Sparseness = new LayerSparseness(shown, layer, _workers).Mean([.. Enumerable.Range(0, shown.SampleCount)]),
            EnsembleSizes = [.. (byImage ?? byLabel)!.Select(units => units.Length)],
            OverlapByImage = byImage is null ? null : UnitOverlap.MeanJaccard(byImage, _trueEnsembles[layer]),
            OverlapByLabel = byLabel is null ? null : UnitOverlap.MeanJaccard(byLabel, _trueEnsembles[layer]),
            DecodedImage = ShareEqual(decoded, images),
            DecodedLabel = ShareEqual(decoded, labels),
        };
    }

    private int[][] FindEnsembles(HiddenRepresentations shown, int layer, ClassSamples samples) =>
        EnsembleRules.MeanRatio.FindAll(new LayerActivations(shown, layer, samples, _workers));

    private static double? ShareEqual(int[]? decoded, int[]? classes) => decoded is null || classes is null
        ? null
        : decoded.Where((classIndex, sample) => classIndex == classes[sample]).Count() / (double)decoded.Length;
}
