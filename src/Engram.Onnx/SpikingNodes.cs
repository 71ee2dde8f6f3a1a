using Engram.Families.Spiking;
using Engram.Families.Spiking.Layers;
using Engram.Families.Spiking.Membranes;

namespace Engram.Onnx;

/// <summary>Spiking layers, their time steps one after the other: rows are images with each label, [batch, labels, units].</summary>
internal static class SpikingNodes
{
    private const long FloatType = 1;

    /// <summary>Adds all layers; returns their goodness.</summary>
    /// <exception cref="EngramException">Images drive the first layer by spikes, which would have to be made by the file.</exception>
    public static IReadOnlyList<string> Add(OnnxGraph graph, SpikingNetwork network)
    {
        if (network.Encoding.MakesSpikes)
        {
            throw new EngramException(
                $"The run has the encoding {network.Encoding}, but an ONNX file takes images as currents that stay; export --nir, whose input is spikes, or train with encoding constant.");
        }

        string pixels = ImageNodes.AddNormalized(graph, network.Input);
        List<string> goodness = [];
        string[] spikes = [];
        foreach ((int index, SpikingLayer layer) in network.SpikingLayers.Index())
        {
            string name = OnnxFile.Layer(index + 1);
            string[] currents = index == 0
                ? [.. Enumerable.Repeat(LayerNodes.AddBiases(graph, ImageNodes.AddLabelledProducts(graph, network.Input, pixels, layer.Linear, name), layer.Linear, "layers.0", name), layer.Settings.Steps)]
                : [.. spikes.Select((fired, step) => AddCurrent(graph, layer, fired, $"layers.{index}", $"{name}.step_{step + 1}"))];
            spikes = AddSpikes(graph, layer.Constants, currents, name);
            string counts = graph.Add("Sum", name, spikes);
            goodness.Add(GoodnessNodes.Add(graph, network.Goodness!, counts, layer.Shape.Channels));
        }

        return goodness;
    }

    // U(t) = β U(t − 1) + I(t) − θ S(t − 1), and a spike where that is above θ.
    private static string[] AddSpikes(OnnxGraph graph, MembraneConstants constants, string[] currents, string name)
    {
        string decay = graph.Number($"{name}.beta", constants.Decay);
        string threshold = graph.Number($"{name}.threshold", constants.Threshold);
        string[] spikes = new string[currents.Length];
        string potential = currents[0];
        for (int step = 0; step < currents.Length; step++)
        {
            string at = $"{name}.step_{step + 1}";
            if (step > 0)
            {
                string driven = graph.Add("Add", $"{at}.driven", [graph.Add("Mul", $"{at}.left", [potential, decay]), currents[step]]);
                potential = graph.Add("Sub", $"{at}.potential", [driven, graph.Add("Mul", $"{at}.reset", [spikes[step - 1], threshold])]);
            }

            spikes[step] = graph.Add("Cast", $"{at}.spikes", [graph.Add("Greater", $"{at}.fires", [potential, threshold])], OnnxGraph.Attribute("to", FloatType));
        }

        return spikes;
    }

    private static string AddCurrent(OnnxGraph graph, SpikingLayer layer, string spikes, string parameters, string name)
    {
        string drive = LayerNodes.AddDrives(graph, spikes, layer.Linear, parameters, name);
        return layer.Settings.CurrentLength > 0
            ? graph.Add("Mul", $"{name}.current", [LayerNodes.AddUnitLength(graph, drive), graph.Number("current_length", layer.Settings.CurrentLength)])
            : drive;
    }
}
