using Engram.Analysis.Assemblies;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Geometry;
using Engram.Analysis.Representations;
using Engram.Analysis.Similarity;
using Engram.Threading;

namespace Engram.CrossCheck;

/// <summary>What is measured of many units at once, with all that went into it.</summary>
internal static class PopulationDump
{
    private static readonly int[][] _ranked = [[5, 1, 4, 2, 3, 3], [4, 2, 5, 1, 3, 6], [5, 2, 3, 1, 4, 6]];

    public static object Describe(HiddenRepresentations representations, ImageDataset test, WorkerPool workers)
    {
        ClassSamples samples = ClassSamples.Group(representations.Labels, 10);
        LayerActivations[] layers = [.. Enumerable.Range(0, representations.LayerCount).Select(layer => new LayerActivations(representations, layer, samples, workers))];
        VaryingUnits[] units = [.. layers.Select(layer => new VaryingUnits(layer))];
        double[][][] products = [.. units.Select(layer => layer.Products())];
        int[] predictions = [.. representations.Labels.Select((label, sample) => sample % 7 == 0 ? -1 : sample % 5 == 0 ? (label + (sample % 3)) % 10 : label)];
        double[][] runs = [.. _ranked.Select(run => run.Select(value => (double)value).ToArray())];
        return new
        {
            labels = representations.Labels,
            predictions,
            activations = layers.Select(layer => samples.All.Select(sample => layer.Row(sample).ToArray())),
            pixels = samples.All.Select(sample => test.Pixels(sample).ToArray().Select(pixel => (int)pixel)),
            similarity = SimilarityAnalyzer.Measure(layers, test, predictions, workers),
            resampledClasses = Enumerable.Range(0, 1000).Select(resample => DissimilarityBootstrap.DrawClasses([.. Enumerable.Range(0, 10)], resample)),
            runs,
            noiseCeiling = NoiseCeiling.Of(runs),
            geometry = GeometryAnalyzer.Measure(units, products),
            assemblies = layers.Select((layer, index) => DescribeAssemblies(layer, units[index], products[index], workers)),
        };
    }

    private static object DescribeAssemblies(LayerActivations layer, VaryingUnits units, double[][] products, WorkerPool workers)
    {
        int[][] ensembles = EnsembleRules.MeanRatio.FindAll(layer);
        LayerAssemblies found = AssemblyAnalyzer.Find(units, products, ensembles, workers);
        return new { found, ensembles, weights = AssemblyWeights.Find(units, products, found.Bound, workers).Weights };
    }
}
