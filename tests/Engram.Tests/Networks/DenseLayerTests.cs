using Engram.Families.Dense;
using Engram.Layers;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Networks;

public class DenseLayerTests
{
    [Fact]
    public void A_new_layer_is_zero()
    {
        DenseLayer layer = new(3, 5);
        Assert.Equal((3, 5), (layer.InputSize, layer.OutputSize));
        Assert.Equal(new float[5], layer.Biases.ToArray());
        Assert.Equal(0, layer.Weight(unitIndex: 4, inputIndex: 2));
    }

    [Fact]
    public void A_weight_is_found_by_unit_and_input()
    {
        DenseLayer layer = new(3, 5);
        layer.Weights[2, 4] = 7;
        Assert.Equal(7, layer.Weight(unitIndex: 4, inputIndex: 2));
    }

    [Theory]
    [InlineData(16, 300)]
    [InlineData(784, 40)]
    public void Initial_parameters_are_uniform_within_one_over_the_root_of_the_inputs(int inputs, int units)
    {
        DenseLayer layer = new(inputs, units);
        layer.Initialize(new RandomStream(3));
        double bound = 1 / Math.Sqrt(inputs);
        double[] weights = [.. Enumerable.Range(0, inputs).SelectMany(input => layer.Weights.Row(input)).Select(value => value / bound)];
        double[] biases = [.. layer.Biases.ToArray().Select(value => value / bound)];

        // Six standard errors of mean, variance and largest value of a uniform distribution in ±1.
        double error = 6 / Math.Sqrt(weights.Length);
        Assert.All(weights.Concat(biases), value => Assert.InRange(value, -1, 1));
        Assert.Equal(0, weights.Average(), error * 0.58);
        Assert.Equal(1 / 3.0, weights.Average(value => value * value), error * 0.3);
        Assert.True(weights.Max() > 1 - (20.0 / weights.Length) && weights.Min() < -1 + (20.0 / weights.Length));
        Assert.Equal(0, biases.Average(), 6 * 0.58 / Math.Sqrt(units));
        Assert.Equal(1 / 3.0, biases.Average(value => value * value), 6 * 0.3 / Math.Sqrt(units));
    }

    [Fact]
    public void Without_biases_weights_are_the_same_and_biases_zero()
    {
        (DenseLayer layer, DenseLayer withBiases) = (new(7, 5, hasBiases: false), new(7, 5));
        layer.Initialize(new RandomStream(3));
        withBiases.Initialize(new RandomStream(3));
        Assert.False(layer.HasBiases);
        Assert.True(withBiases.HasBiases);
        Assert.All(Enumerable.Range(0, 7), input => Assert.Equal(withBiases.Weights.Row(input), layer.Weights.Row(input)));
        Assert.Equal(new float[5], layer.Biases.ToArray());
        Assert.False(layer.Part([1, 2], [0, 4]).HasBiases);
    }

    [Fact]
    public void Padding_stays_zero()
    {
        DenseLayer layer = new(4, 5);
        layer.Initialize(new RandomStream(3));
        Assert.All(Enumerable.Range(0, 4), input => Assert.Equal(new float[11], Panels.PaddedRow(layer.Weights, input)[5..]));
        Assert.Equal(new float[11], layer.Bias.PaddedRow(0)[5..].ToArray());
    }

    [Fact]
    public void Layers_and_seeds_have_parameters_of_their_own()
    {
        DenseNetwork first = Create(1);
        DenseNetwork again = Create(1);
        DenseNetwork other = Create(2);
        Assert.Equal(first.Layers[0].Biases.ToArray(), again.Layers[0].Biases.ToArray());
        Assert.NotEqual(first.Layers[0].Biases.ToArray(), first.Layers[1].Biases.ToArray());
        Assert.NotEqual(first.Layers[0].Biases.ToArray(), other.Layers[0].Biases.ToArray());
        Assert.NotEqual(first.Layers[0].Weight(0, 0), other.Layers[0].Weight(0, 0));
    }

    // Two layers of the same shape.
    private static DenseNetwork Create(ulong seed)
    {
        ImageShape shape = new(1, 4, 4);
        ImageDataset data = new("images", shape, new byte[3 * shape.InputSize], [0, 1, 2], ["a", "b", "c"], PixelNormalization.Mnist);
        DenseNetwork network = TestNetworks.Zeros(data, new TrainingSpec { Layers = [16, 16] });
        network.Initialize(seed);
        return network;
    }
}
