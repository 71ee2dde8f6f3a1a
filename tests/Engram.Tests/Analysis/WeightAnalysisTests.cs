using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Analysis.Weights;
using Engram.Families.Dense;
using Engram.Layers;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class WeightAnalysisTests
{
    private static readonly ImageDataset _data = SyntheticImages.Create(90, channels: 3);
    private static readonly DenseNetwork _network = TestNetworks.Create(_data, [30, 20]);
    private static readonly int[][] _ensembles = [[0, 3, 19], [], [1], [7, 8, 9, 10]];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Drive_is_split_by_the_sign_of_every_product(int layer)
    {
        using WorkerPool workers = new(2);
        HiddenRepresentations representations = HiddenRepresentations.Compute(_network, _data, workers);
        ClassSamples samples = ClassSamples.Group(representations.Labels, 4, sample => sample % 5 != 0);
        MeanInputs inputs = layer == 0
            ? MeanInputs.OfImages(_network, _data, samples, workers)
            : MeanInputs.OfLayer(_network, _data, representations, 0, samples, workers);
        LayerWeights weights = WeightAnalysis.Measure(_network.Layers[layer], _ensembles, inputs, samples, workers);

        ReferenceNetwork reference = new(_network);
        List<(double Excitation, double Inhibition)>[] drives = [[], []];
        foreach (int sample in samples.All)
        {
            double[] input = layer == 0
                ? reference.Input(_data, sample, _data.Labels[sample])
                : ReferenceNetwork.Normalize(reference.AllActivations(_data, sample, _data.Labels[sample])[0]);
            for (int unit = 0; unit < _network.Layers[layer].OutputSize; unit++)
            {
                double[] products = [.. input.Select((value, index) => value * reference.Weights[layer][index][unit])];
                drives[_ensembles[_data.Labels[sample]].Contains(unit) ? 1 : 0].Add(
                    (products.Where(product => product > 0).Sum(), products.Where(product => product < 0).Sum()));
            }
        }

        Check(drives[1], weights.EnsembleDrive);
        Check(drives[0], weights.OtherDrive);
    }

    [Fact]
    public void Without_ensembles_nothing_drives_them()
    {
        using WorkerPool workers = new(1);
        ClassSamples samples = ClassSamples.Group(_data.Labels.ToArray(), 4);
        MeanInputs inputs = MeanInputs.OfImages(_network, _data, samples, workers);
        LayerWeights weights = WeightAnalysis.Measure(_network.Layers[0], [[], [], [], []], inputs, samples, workers);
        Assert.Equal(new UnitDrive(null, null), weights.EnsembleDrive);
        Assert.NotNull(weights.OtherDrive.Excitation);
    }

    [Fact]
    public void Shares_means_and_histograms_cover_all_weights()
    {
        using WorkerPool workers = new(1);
        ClassSamples samples = ClassSamples.Group(_data.Labels.ToArray(), 4);
        DenseLayer layer = _network.Layers[0];
        LayerWeights actual = WeightAnalysis.Measure(layer, _ensembles, MeanInputs.OfImages(_network, _data, samples, workers), samples, workers);
        double[] weights = [.. Enumerable.Range(0, layer.InputSize).SelectMany(input => Enumerable.Range(0, 30).Select(unit => (double)layer.Weight(unit, input)))];
        double[] biases = [.. layer.Biases.ToArray().Select(bias => (double)bias)];
        Assert.Equal(weights.Count(weight => weight < 0) / (double)weights.Length, actual.NegativeShare);
        Assert.Equal(weights.Where(weight => weight < 0).Average(), actual.NegativeMean!.Value, 1e-12);
        Assert.Equal(weights.Where(weight => weight > 0).Average(), actual.PositiveMean!.Value, 1e-12);
        Assert.Equal(biases.Average(), actual.BiasMean, 1e-12);
        CheckHistogram(weights, actual.Weights);
        CheckHistogram(biases, actual.Biases);
    }

    [Fact]
    public void Equal_values_fill_one_bin()
    {
        Histogram histogram = Histograms.Create([2, 2, 2], 2, 2);
        Assert.Equal((1.5, 1.0, 2.0, 0.0), (histogram.Start, histogram.BinWidth, histogram.Mean, histogram.StandardDeviation));
        Assert.Equal([3L], histogram.Counts);
    }

    [Fact]
    public void Connections_are_mean_weights_from_ensemble_to_ensemble()
    {
        int[][] to = [[2], [0, 1], [], [5, 19]];
        EnsembleConnections actual = WeightAnalysis.Connect(0, _network.Layers[1], _ensembles, to);
        double?[][] expected = [.. _ensembles.Select(from => to.Select(target =>
            from.SelectMany(input => target.Select(unit => (double?)_network.Layers[1].Weight(unit, input))).Average()).ToArray())];
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                CheckNullable(expected[row][column], actual.MeanWeights[row][column]);
            }
        }

        CheckNullable((expected[0][0] + expected[3][3]) / 2, actual.WithinMean);
        CheckNullable(expected.SelectMany((cells, row) => cells.Where((_, column) => column != row)).Average(), actual.BetweenMean);
        Assert.Null(WeightAnalysis.Connect(0, _network.Layers[1], [[], [], [], []], to).WithinMean);
    }

    private static void Check(List<(double Excitation, double Inhibition)> expected, UnitDrive actual)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Average(drive => drive.Excitation), actual.Excitation!.Value, 1e-4);
        Assert.Equal(expected.Average(drive => drive.Inhibition), actual.Inhibition!.Value, 1e-4);
        Assert.True(actual.Excitation > 0.1 && actual.Inhibition < -0.1);
    }

    private static void CheckHistogram(double[] values, Histogram histogram)
    {
        Assert.Equal(values.Min(), histogram.Start);
        Assert.Equal(values.Max(), histogram.Start + (histogram.BinWidth * histogram.Counts.Count), 1e-6);
        Assert.Equal(values.Length, histogram.Counts.Sum());
        Assert.Equal(values.Average(), histogram.Mean, 1e-9);
        Assert.Equal(Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))), histogram.StandardDeviation, 1e-9);
        for (int bin = 0; bin < histogram.Counts.Count; bin++)
        {
            double start = histogram.Start + (bin * histogram.BinWidth);
            double end = bin == histogram.Counts.Count - 1 ? double.PositiveInfinity : start + histogram.BinWidth;
            int nearEdges = values.Count(value => Math.Abs(value - start) < 1e-9 || Math.Abs(value - end) < 1e-9);
            Assert.InRange(histogram.Counts[bin], values.Count(value => value >= start && value < end) - nearEdges, values.Count(value => value >= start && value < end) + nearEdges);
        }
    }

    private static void CheckNullable(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected ?? 0, actual ?? 0, 1e-12);
    }
}
