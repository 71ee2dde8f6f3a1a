using Engram.Analysis;
using Engram.Analysis.Images;
using Engram.Analysis.Representations;
using Engram.Analysis.Units;
using Engram.Families.Dense;
using Engram.Layers;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>What an explorer shows of units, held against the slowest way to find it.</summary>
public class UnitAnalysisTests
{
    private static readonly ImageDataset _data = SyntheticImages.Create(70);
    private static readonly DenseNetwork _network = TestNetworks.Create(_data, [21, 17, 12]);

    [Fact]
    public void Images_that_drive_a_unit_are_those_with_its_largest_activations()
    {
        using WorkerPool workers = new(2);
        NetworkUnits units = Measure(workers);
        var representations = HiddenRepresentations.Compute(_network, _data, workers);
        foreach ((int index, LayerUnits layer) in units.Layers.Index())
        {
            Assert.Equal(layer.Count, representations.UnitCounts[index]);
            for (int unit = 0; unit < layer.Count; unit++)
            {
                float[] activations = [.. Enumerable.Range(0, _data.Count).Select(sample => representations.Sample(index, sample)[unit])];
                int[] expected = [.. Enumerable.Range(0, _data.Count).Where(sample => activations[sample] > 0).OrderByDescending(sample => activations[sample]).Take(TopImages.PerUnit)];
                int[] found = layer.Top.Samples[(unit * TopImages.PerUnit)..((unit + 1) * TopImages.PerUnit)];
                Assert.Equal([.. expected, .. Enumerable.Repeat(TopImages.None, TopImages.PerUnit - expected.Length)], found);
                Assert.Equal(expected.Select(sample => activations[sample]), layer.Top.Activations.AsSpan(unit * TopImages.PerUnit, expected.Length).ToArray());
                Assert.Equal(activations.Count(activation => activation > 0) / 70f, layer.ActiveShares[unit]);
            }
        }
    }

    [Fact]
    public void A_mean_image_weights_every_image_with_the_activation()
    {
        using WorkerPool workers = new(2);
        NetworkUnits units = Measure(workers);
        var representations = HiddenRepresentations.Compute(_network, _data, workers);
        foreach ((int index, LayerUnits layer) in units.Layers.Index())
        {
            for (int unit = 0; unit < layer.Count; unit++)
            {
                double[] activations = [.. Enumerable.Range(0, _data.Count).Select(sample => (double)representations.Sample(index, sample)[unit])];
                double sum = activations.Sum();
                for (int pixel = 0; pixel < _data.Shape.InputSize; pixel++)
                {
                    double expected = sum == 0 ? 0 : Enumerable.Range(0, _data.Count).Sum(sample => activations[sample] * _data.Pixels(sample)[pixel]) / sum;
                    Assert.Equal(expected, layer.MeanImages[(unit * _data.Shape.InputSize) + pixel], 1e-2);
                }
            }
        }
    }

    [Fact]
    public void Connections_are_the_largest_weights_of_each_sign_in_both_directions()
    {
        using WorkerPool workers = new(1);
        NetworkUnits units = Measure(workers);
        Assert.Null(units.Layers[0].Below);
        Assert.Null(units.Layers[^1].Above);
        for (int index = 1; index < units.Layers.Count; index++)
        {
            DenseLayer layer = _network.Layers[index];
            for (int unit = 0; unit < layer.OutputSize; unit++)
            {
                RequireStrongest(units.Layers[index].Below!, unit, layer.InputSize, input => layer.Weight(unit, input));
            }

            for (int input = 0; input < layer.InputSize; input++)
            {
                RequireStrongest(units.Layers[index - 1].Above!, input, layer.OutputSize, unit => layer.Weight(unit, input));
            }
        }
    }

    [Fact]
    public void Weights_from_labels_stand_apart_from_those_of_pixels()
    {
        using WorkerPool workers = new(1);
        LayerUnits layer = Measure(workers).Layers[0];
        DenseLayer parameters = _network.Layers[0];
        Assert.Equal(_data.Shape, layer.Weights!.Shape);
        for (int unit = 0; unit < layer.Count; unit++)
        {
            for (int input = 0; input < _data.Shape.InputSize; input++)
            {
                float weight = parameters.Weight(unit, input);
                Assert.Equal(input < _data.ClassCount ? 0 : weight, layer.Weights.Values[(unit * _data.Shape.InputSize) + input]);
                Assert.Equal(weight, input < _data.ClassCount ? layer.LabelWeights![(unit * _data.ClassCount) + input] : weight);
            }
        }
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        using WorkerPool one = new(1);
        using WorkerPool three = new(3);
        NetworkUnits first = Measure(one);
        NetworkUnits second = Measure(three);
        Assert.Equal(first.Predictions, second.Predictions);
        foreach ((LayerUnits expected, LayerUnits found) in first.Layers.Zip(second.Layers))
        {
            Assert.Equal(expected.MeanImages, found.MeanImages);
            Assert.Equal(expected.Top.Samples, found.Top.Samples);
        }
    }

    private static NetworkUnits Measure(WorkerPool workers) => UnitAnalysis.Measure(_network, _data, new AnalysisOptions { Prediction = "sum" }, workers);

    private static void RequireStrongest(StrongestConnections found, int unit, int others, Func<int, float> weight)
    {
        int[] all = [.. Enumerable.Range(0, others)];
        int[] excite = [.. all.Where(other => weight(other) > 0).OrderByDescending(weight).Take(StrongestConnections.PerSign)];
        int[] inhibit = [.. all.Where(other => weight(other) < 0).OrderBy(weight).Take(StrongestConnections.PerSign)];
        int[] expected = [.. Filled(excite), .. Filled(inhibit)];
        int first = unit * expected.Length;
        Assert.Equal(expected, found.Units[first..(first + expected.Length)]);
        Assert.Equal(expected.Select(other => other == StrongestConnections.None ? 0 : weight(other)), found.Weights[first..(first + expected.Length)]);
    }

    private static IEnumerable<int> Filled(int[] units) => units.Concat(Enumerable.Repeat(StrongestConnections.None, StrongestConnections.PerSign - units.Length));
}
