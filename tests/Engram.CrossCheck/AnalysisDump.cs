using System.Text.Json;
using System.Text.Json.Serialization;
using Engram.Analysis;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Representations;
using Engram.Analysis.Selectivity;
using Engram.Analysis.Statistics;
using Engram.Threading;
using Engram.Training;

namespace Engram.CrossCheck;

/// <summary>
/// A small trained network's activations with the statistics of them, and statistics of made-up series, as one JSON
/// document; NaN stands for what is undefined.
/// </summary>
internal static class AnalysisDump
{
    private const int TrainCount = 1000;
    private const int TestCount = 600;
    private const double Level = 0.05;

    private static readonly JsonSerializerOptions _json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly double[][] _groups =
    [
        [0.93, 0.94, 0.95, 0.935, 0.944],
        [0.951, 0.948, 0.96, 0.939, 0.955, 0.947],
        [0.94, 0.94, 0.95, 0.95],
    ];

    public static void Write(string path)
    {
        using WorkerPool workers = new(Environment.ProcessorCount);
        DatasetSplits mnist = DatasetCatalog.Load("mnist");
        ImageDataset test = mnist.Test.Take(TestCount);
        TrainingDriver trainer = TrainingDrivers.Create(new TrainingSpec { Layers = [60, 45], Epochs = 6, BatchSize = 100 }, mnist.Train.Take(TrainCount), workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
        }

        HiddenRepresentations representations = HiddenRepresentations.Compute(trainer.State.Network, test, workers);
        object document = new
        {
            labels = representations.Labels.Select(label => (int)label),
            layers = Enumerable.Range(0, representations.LayerCount).Select(layer => DescribeLayer(representations, layer, workers)),
            kolmogorovSmirnov = new[] { 1, 7, 60, 1000 }.Select(DescribeTable),
            correlations = DescribeCorrelations(test, workers),
            runs = _groups.Select(values => new { values, statistics = RunStatistics.Of(values) }),
            population = new[] { PopulationDump.Describe(representations, test, workers) },
            spikes = SpikeDump.Describe(mnist.Train.Take(TrainCount), test, workers),
            comparisons = _groups.SelectMany(first => _groups.Select(second => new { first, second, test = PermutationTest.Compare(first, second) })),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(document, _json));
    }

    private static object DescribeLayer(HiddenRepresentations representations, int layer, WorkerPool workers)
    {
        ClassSamples samples = ClassSamples.Group(representations.Labels, 10);
        LayerActivations activations = new(representations, layer, samples, workers);
        float[][] rows = [.. samples.All.Select(sample => representations.Sample(layer, sample).ToArray())];
        return new
        {
            activations = rows,
            hoyer = rows.Select(row => Sparseness.Hoyer(row)),
            gini = rows.Select(row => Sparseness.Gini(row)),
            trevesRolls = rows.Select(row => Sparseness.TrevesRolls(row)),
            meanPValues = Enumerable.Range(0, 10).Select(classIndex => KolmogorovSmirnovMeans.Compute(activations.Sorted(classIndex), workers)),
            selectivity = SelectivityTest.PValues(activations, Level, workers),
            tuning = DescribeTuning(activations),
            ensembles = EnsembleRules.All.ToDictionary(rule => rule.Name, rule => rule.FindAll(activations)),
        };
    }

    private static object DescribeTuning(LayerActivations activations)
    {
        TuningImages images = new(activations);
        ClassSamples shuffled = TuningAnalysis.Shuffle(activations.Samples);
        return new
        {
            shuffledClasses = activations.Samples.All.Select(sample => Enumerable.Range(0, 10).Single(label => shuffled.Of(label).Contains(sample))),
            preferredClasses = images.Preferred,
            units = TuningMeasures.All.ToDictionary(measure => measure.Name, measure => measure.OfUnits(images)),
            summaries = TuningAnalysis.Measure(activations).Measures.ToDictionary(measure => measure.Name, measure => measure with { Units = [] }),
        };
    }

    private static object DescribeTable(int sampleCount)
    {
        KolmogorovSmirnovTable table = new(sampleCount);
        return new { sampleCount, pValues = Enumerable.Range(0, sampleCount + 1).Select(count => table[count]) };
    }

    private static object[] DescribeCorrelations(ImageDataset test, WorkerPool workers)
    {
        double[] similarities = [.. PixelSimilarity.Compute(test, workers).SelectMany(row => row).OfType<double>()];
        double[] rounded = [.. similarities.Select((value, index) => Math.Round((value * value) + (0.3 * (index % 7)), 1))];
        return
        [
            new
            {
                first = similarities,
                second = rounded,
                pearson = Correlation.Pearson(similarities, rounded),
                spearman = Correlation.Spearman(similarities, rounded),
            },
        ];
    }
}
