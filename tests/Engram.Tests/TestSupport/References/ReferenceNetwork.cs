using Engram.Families.Dense;
using Engram.Labels;
using Engram.Layers;

namespace Engram.Tests.TestSupport.References;

/// <summary>A network in double precision that computes everything the long way: one overlaid, normalized image at a time.</summary>
internal sealed class ReferenceNetwork
{
    public const int NoLabel = -1;

    private readonly DenseNetwork _network;

    public ReferenceNetwork(DenseNetwork network)
    {
        _network = network;
        Weights = [.. network.Layers.Select(WeightsOf)];
        if (network.Head is { } head)
        {
            HeadWeights = WeightsOf(head);
            HeadBias = [.. head.Biases.ToArray().Select(value => (double)value)];
        }

        Biases = [.. network.Layers.Select(layer => layer.Biases.ToArray().Select(value => (double)value).ToArray())];
    }

    /// <summary>For each layer the weights, [inputs][units].</summary>
    public double[][][] Weights { get; }

    /// <summary>For each layer the biases.</summary>
    public double[][] Biases { get; }

    /// <summary>A classifier's head, [units][classes].</summary>
    public double[][] HeadWeights { get; } = [];

    /// <summary>The head's biases.</summary>
    public double[] HeadBias { get; } = [];

    public int LayerCount => Weights.Length;

    public string Goodness => _network.Goodness.Name;

    public double Threshold(int layer) => _network.Thresholds[layer];

    /// <summary>The normalized pixels of an image with a label written into them, of unit length.</summary>
    public double[] Input(ImageDataset data, int sample, int label)
    {
        LabelOverlay overlay = _network.Overlay;
        ReadOnlySpan<byte> pixels = data.Pixels(sample);
        double[] inputs = new double[overlay.InputCount];
        if (overlay.IsAppended)
        {
            inputs[pixels.Length + label] = overlay.Value;
        }

        for (int index = 0; index < pixels.Length; index++)
        {
            int channel = index / data.Shape.PixelCount;
            int place = index % data.Shape.PixelCount;
            inputs[index] = place < data.ClassCount && !overlay.IsAppended
                ? place == label ? overlay.Value : 0
                : ((pixels[index] / 255.0) - data.Normalization.Mean[channel]) / data.Normalization.StandardDeviation[channel];
        }

        return Normalize(inputs);
    }

    /// <summary>The normalized pixels of an image, as a classifier takes them.</summary>
    public static double[] PlainInput(ImageDataset data, int sample)
    {
        ReadOnlySpan<byte> pixels = data.Pixels(sample);
        double[] inputs = new double[pixels.Length];
        for (int index = 0; index < inputs.Length; index++)
        {
            int channel = index / data.Shape.PixelCount;
            inputs[index] = ((pixels[index] / 255.0) - data.Normalization.Mean[channel]) / data.Normalization.StandardDeviation[channel];
        }

        return inputs;
    }

    /// <summary>z of one layer.</summary>
    public double[] Drives(int layer, double[] input) => Product(input, Weights[layer], Biases[layer]);

    /// <summary>A classifier's logits from the activations of its last hidden layer.</summary>
    public double[] Logits(double[] activations) => Product(activations, HeadWeights, HeadBias);

    public double Activation(double drive) =>
        _network.Activation.Name == "relu" ? Math.Max(drive, 0) : ReferenceGoodness.Sigmoid(drive);

    /// <summary>f′ at a drive.</summary>
    public double ActivationSlope(double drive)
    {
        double activation = Activation(drive);
        return _network.Activation.Name == "relu" ? (drive > 0 ? 1 : 0) : activation * (1 - activation);
    }

    public double[] Activations(int layer, double[] input) => [.. Drives(layer, input).Select(Activation)];

    /// <summary>Activations of every layer for one labelled image.</summary>
    public double[][] AllActivations(ImageDataset data, int sample, int label)
    {
        double[][] activations = new double[LayerCount][];
        double[] input = Input(data, sample, label);
        for (int layer = 0; layer < LayerCount; layer++)
        {
            activations[layer] = Activations(layer, input);
            input = Normalize(activations[layer]);
        }

        return activations;
    }

    public double GoodnessOf(double[] activations) => ReferenceGoodness.Value(Goodness, activations);

    public double Loss(int layer, double goodness, bool positive) =>
        ReferenceGoodness.Softplus(positive ? Threshold(layer) - goodness : goodness - Threshold(layer));

    public static double[] Normalize(double[] values)
    {
        double norm = Math.Max(Math.Sqrt(values.Sum(value => value * value)), 1e-12);
        return [.. values.Select(value => value / norm)];
    }

    private static double[] Product(double[] input, double[][] weights, double[] biases)
    {
        double[] sums = [.. biases];
        for (int index = 0; index < input.Length; index++)
        {
            for (int unit = 0; unit < sums.Length; unit++)
            {
                sums[unit] += input[index] * weights[index][unit];
            }
        }

        return sums;
    }

    private static double[][] WeightsOf(DenseLayer layer)
    {
        double[][] weights = new double[layer.InputSize][];
        for (int input = 0; input < weights.Length; input++)
        {
            weights[input] = [.. Enumerable.Range(0, layer.OutputSize).Select(unit => (double)layer.Weight(unit, input))];
        }

        return weights;
    }
}
