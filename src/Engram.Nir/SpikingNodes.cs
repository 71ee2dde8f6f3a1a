using System.Globalization;
using Engram.Families.Spiking;
using Engram.Families.Spiking.Layers;
using Engram.Families.Spiking.Membranes;
using Engram.Layers;
using PureHDF;

namespace Engram.Nir;

/// <summary>The nodes of a spiking network: an input, each layer's currents and units, an output.</summary>
internal static class SpikingNodes
{
    /// <summary>All of them, each connected to the next.</summary>
    /// <exception cref="EngramException">A part of the network has no counterpart in NIR.</exception>
    public static IReadOnlyList<NirNode> Of(SpikingNetwork network)
    {
        SpikingLayer[] layers = [.. network.SpikingLayers];
        int inputs = layers[0].Linear.InputSize;
        int outputs = layers[^1].Linear.OutputSize;
        return
        [
            new NirNode("input", "Input", [inputs], network.Encoding.MakesSpikes ? $"spikes of an image with a label in it, encoding {network.Encoding}" : "image with a label in it, the same in every step", ("shape", new long[] { inputs })),
            .. layers.Index().SelectMany(one => OfLayer(one.Item, one.Index + 1)),
            new NirNode("output", "Output", [outputs], $"spikes of layer {layers.Length}", ("shape", new long[] { outputs })),
        ];
    }

    private static IEnumerable<NirNode> OfLayer(SpikingLayer layer, int layerNumber)
    {
        if (layer.Settings.CurrentLength > 0)
        {
            throw new EngramException(string.Create(
                CultureInfo.InvariantCulture,
                $"The run has a currentLength of {layer.Settings.CurrentLength}, but NIR has no node that brings currents to a length; train with currentLength 0."));
        }

        if (layer.Constants.Decay == 1)
        {
            throw new EngramException($"The beta of layer {layerNumber} is 1, so its units never leak, but NIR's LIF needs a time constant; train with a beta below 1 and learnsBeta 0.");
        }

        yield return Currents(layer.Linear, layerNumber);
        yield return Units(layer, layerNumber);
    }

    private static NirNode Currents(DenseLayer layer, int layerNumber)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"linear_{layerNumber}");
        int[] shape = [layer.OutputSize, layer.InputSize];
        (string, object) weights = ("weight", new H5Dataset(Weights(layer), fileDims: [.. shape.Select(length => (ulong)length)]));
        return layer.HasBiases
            ? new NirNode(name, "Affine", shape, $"weights and biases of layer {layerNumber}", weights, ("bias", layer.Biases.ToArray()))
            : new NirNode(name, "Linear", shape, $"weights of layer {layerNumber}", weights);
    }

    private static NirNode Units(SpikingLayer layer, int layerNumber)
    {
        MembraneConstants constants = layer.Constants;
        LeakyConstants leaky = LeakyConstants.Of(constants);
        return new NirNode(
            string.Create(CultureInfo.InvariantCulture, $"lif_{layerNumber}"),
            "LIF",
            [layer.Linear.OutputSize],
            string.Create(CultureInfo.InvariantCulture, $"units of layer {layerNumber}, beta {constants.Decay:0.######}, threshold {constants.Threshold:0.######}"),
            ("tau", Same(leaky.TimeConstant)),
            ("r", Same(LeakyConstants.Resistance)),
            ("v_leak", Same(0)),
            ("v_threshold", Same(leaky.Threshold)),
            ("v_reset", Same(0)));

        double[] Same(double value) => [.. Enumerable.Repeat(value, layer.Linear.OutputSize)];
    }

    // Row by row, [units, inputs].
    private static float[] Weights(DenseLayer layer)
    {
        float[] weights = new float[layer.OutputSize * layer.InputSize];
        for (int unit = 0; unit < layer.OutputSize; unit++)
        {
            for (int input = 0; input < layer.InputSize; input++)
            {
                weights[(unit * layer.InputSize) + input] = layer.Weight(unit, input);
            }
        }

        return weights;
    }
}
