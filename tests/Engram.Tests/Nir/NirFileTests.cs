using System.Text.Json;
using Engram.Families;
using Engram.Families.Spiking;
using Engram.Families.Spiking.Layers;
using Engram.Kernels;
using Engram.Models;
using Engram.Nir;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Nir;

/// <summary>Exported spiking networks are read again and simulated, with nothing of what computes them here.</summary>
public sealed class NirFileTests : IDisposable
{
    private const int Images = 3;

    private static readonly TrainingSpec _spec = ModelTable.Find("spiking-ff").Defaults with
    {
        Layers = [40, 30, 20],
        CurrentLength = 0,
        Beta = new(0.99f, 0.3f, 0),
        SpikeThreshold = new(1, 0.7f, 0.4f),
    };

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["net.nir"];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Changes => ["none", "no biases", "appended labels", "colors", "one layer", "one step"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_simulation_of_the_graph_gives_the_same_spike_counts(string change)
    {
        TrainingSpec spec = Change(change);
        ImageDataset data = SyntheticImages.Create(Images, channels: change == "colors" ? 3 : 1);
        SpikingNetwork network = Create(spec, data);
        NirFile.Write(Path, new Network(network));
        using NirGraph graph = new(Path);
        using WorkerPool workers = new(1);
        NetworkRun run = network.CreateRun(KernelTable.Current, workers, Images);
        int spikes = 0;
        for (int label = 0; label < data.ClassCount; label++)
        {
            List<int[]> expected = [];
            run.Show(data, [.. Enumerable.Range(0, Images)], [.. Enumerable.Repeat(label, Images)], (_, counts) =>
                expected.AddRange(Enumerable.Range(0, Images).Select(image => counts.Row(image).ToArray().Select(count => (int)count).ToArray())));
            for (int image = 0; image < Images; image++)
            {
                foreach ((int layer, int[] counts) in graph.Simulate(Labelled(network, data, image, label)).Index())
                {
                    Assert.Equal(expected[(layer * Images) + image], counts);
                    spikes += counts.Sum();
                }
            }
        }

        Assert.InRange(spikes, 100, int.MaxValue);
    }

    [Fact]
    public void Nodes_are_a_chain_and_have_the_networks_numbers()
    {
        SpikingNetwork network = Create(_spec, SyntheticImages.Create(Images));
        IReadOnlyList<NirNode> nodes = NirFile.Write(Path, new Network(network));
        using NirGraph graph = new(Path);
        string[] names = ["input", "linear_1", "lif_1", "linear_2", "lif_2", "linear_3", "lif_3", "output"];
        Assert.Equal(names, nodes.Select(node => node.Name));
        Assert.Equal(names.Order(), graph.NodeNames.Order());
        Assert.Equal(names.Zip(names.Skip(1)), graph.Edges);
        Assert.Equal(["Input", "Affine", "LIF", "Affine", "LIF", "Affine", "LIF", "Output"], names.Select(graph.Type));
        Assert.Equal(nodes.Select(node => node.Type), names.Select(graph.Type));
        Assert.Equal(("NIRGraph", "1.0.8"), (graph.Values<string>("node/type"), graph.Values<string>("version")));
        Assert.Equal([network.Input.Shape.InputSize], graph.Values<long[]>("node/nodes/input/shape"));
        Assert.Equal([20], graph.Values<long[]>("node/nodes/output/shape"));
        foreach ((int index, SpikingLayer layer) in network.SpikingLayers.Index())
        {
            string linear = $"node/nodes/linear_{index + 1}";
            (int units, int inputs) = (layer.Linear.OutputSize, layer.Linear.InputSize);
            Assert.Equal([(ulong)units, (ulong)inputs], graph.Shape($"{linear}/weight"));
            Assert.Equal(
                Enumerable.Range(0, units * inputs).Select(place => layer.Linear.Weight(place / inputs, place % inputs)),
                graph.Values<float[]>($"{linear}/weight"));
            Assert.Equal(layer.Linear.Biases.ToArray(), graph.Values<float[]>($"{linear}/bias"));
        }
    }

    [Fact]
    public void Constants_come_back_to_the_bit_as_importers_compute_them()
    {
        SpikingNetwork network = Create(_spec, SyntheticImages.Create(Images));
        NirFile.Write(Path, new Network(network));
        using NirGraph graph = new(Path);
        double dt = graph.Values<double>("node/metadata/dt");
        foreach ((int index, SpikingLayer layer) in network.SpikingLayers.Index())
        {
            string lif = $"node/nodes/lif_{index + 1}";
            double[] tau = graph.Values<double[]>($"{lif}/tau");
            double[] resistance = graph.Values<double[]>($"{lif}/r");
            double[] threshold = graph.Values<double[]>($"{lif}/v_threshold");
            Assert.All(tau, value => Assert.Equal(layer.Constants.Decay, (float)(1 - (dt / value))));
            Assert.All(threshold.Index(), one => Assert.Equal(layer.Constants.Threshold, (float)(one.Item / (resistance[one.Index] * dt / tau[one.Index]))));
            Assert.All(resistance, value => Assert.Equal(1, value));
            foreach (string zero in new[] { "v_leak", "v_reset" })
            {
                Assert.Equal(new double[layer.Linear.OutputSize], graph.Values<double[]>($"{lif}/{zero}"));
            }
        }
    }

    [Fact]
    public void Metadata_say_what_is_not_in_the_graph()
    {
        ImageDataset data = SyntheticImages.Create(Images);
        SpikingNetwork network = Create(_spec, data);
        NirFile.Write(Path, new Network(network));
        using NirGraph graph = new(Path);
        Assert.Equal(
            ["classNames", "data", "dataFingerprint", "dt", "hasBackground", "imageShape", "labelCode", "labelValue", "mean", "model", "reset", "spec", "standardDeviation", "steps"],
            graph.MetadataNames.Order(StringComparer.Ordinal));
        Assert.Equal(("spiking-ff", "subtract"), (Text("model"), Text("reset")));
        Assert.Equal((_spec.Steps, 1e-4), (graph.Values<long>("node/metadata/steps"), graph.Values<double>("node/metadata/dt")));
        Assert.Equal(data.ClassNames, JsonSerializer.Deserialize<string[]>(Text("classNames"))!);
        Assert.Equal(network.Input.Overlay.Value, float.Parse(Text("labelValue"), System.Globalization.CultureInfo.InvariantCulture));

        string Text(string name) => graph.Values<string>($"node/metadata/{name}");
    }

    [Fact]
    public void Equal_networks_give_equal_files()
    {
        Network network = new(Create(_spec, SyntheticImages.Create(Images)));
        NirFile.Write(Path, network);
        NirFile.Write(_folder["again.nir"], network);
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(_folder["again.nir"]));
    }

    [Theory]
    [InlineData("length", "The run has a currentLength of 0.5, but NIR has no node that brings currents to a length; train with currentLength 0.")]
    [InlineData("no leak", "The beta of layer 2 is 1, so its units never leak, but NIR's LIF needs a time constant; train with a beta below 1 and learnsBeta 0.")]
    [InlineData("failed", "Layer 1 has a weight or bias that is no finite number, so its training has failed; train again with a smaller learning rate.")]
    [InlineData("bp", "A NIR file holds a network of spiking units, but model bp has none; train with --model spiking-ff, or export with --onnx.")]
    public void What_NIR_cannot_express_is_refused_and_nothing_is_written(string change, string sentence)
    {
        ImageDataset data = SyntheticImages.Create(Images);
        TrainingSpec spec = change switch
        {
            "length" => _spec with { CurrentLength = 0.5f },
            "no leak" => _spec with { Beta = new(0.9f, 1, 0.9f) },
            "bp" => ModelTable.Find("bp").Defaults,
            _ => _spec,
        };
        Model model = ModelTable.Find(spec.Model);
        NetworkBody network = model.Definition.CreateBody(spec, InputFormat.Of(data, model.Traits.LabelsInInput));
        if (change == "failed")
        {
            network.Parameters["layers.0.bias"].Row.Row(0)[1] = float.NaN;
        }
        else if (network is SpikingNetwork spiking)
        {
            Initialize(spiking);
        }

        Assert.Equal(sentence, Assert.Throws<EngramException>(() => NirFile.Write(Path, new Network(network))).Message);
        Assert.False(File.Exists(Path));
    }

    private static TrainingSpec Change(string change) => change switch
    {
        "no biases" => _spec with { Biases = false },
        "appended labels" => _spec with { LabelCode = "appended" },
        "one layer" => _spec with { Layers = [30], Beta = 0.8f, SpikeThreshold = 0.6f, CurrentLength = 6 },
        "one step" => _spec with { Steps = 1 },
        _ => _spec,
    };

    private static SpikingNetwork Create(TrainingSpec spec, ImageDataset data)
    {
        SpikingNetwork network = SpikingNetwork.Create(ModelTable.Find(spec.Model), spec, InputFormat.Of(data, labelsInInput: true, spec.LabelCode));
        Initialize(network);
        return network;
    }

    // Wider than a training begins, and with biases, so that every layer has units that fire.
    private static void Initialize(SpikingNetwork network)
    {
        Random random = new(5);
        foreach (SpikingLayer layer in network.SpikingLayers)
        {
            float size = 3 / MathF.Sqrt(layer.Linear.InputSize);
            for (int unit = 0; unit < layer.Linear.OutputSize; unit++)
            {
                for (int input = 0; input < layer.Linear.InputSize; input++)
                {
                    layer.Linear.Weights[input, unit] = ((2 * random.NextSingle()) - 1) * size;
                }

                if (layer.Linear.HasBiases)
                {
                    layer.Linear.Bias.Row(0)[unit] = (random.NextSingle() - 0.5f) * 0.6f;
                }
            }
        }
    }

    private static float[] Labelled(SpikingNetwork network, ImageDataset data, int image, int label)
    {
        ImageShape shape = data.Shape;
        float[] inputs = new float[network.Input.Overlay.InputCount];
        for (int place = 0; place < shape.InputSize; place++)
        {
            int channel = place / shape.PixelCount;
            PixelNormalization normalization = network.Input.Normalization!;
            inputs[place] = ((data.Pixels(image)[place] / 255f) - normalization.Mean[channel]) / normalization.StandardDeviation[channel];
        }

        for (int code = 0; code < data.ClassCount && network.Spec.LabelCode == "overlay"; code++)
        {
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                inputs[(channel * shape.PixelCount) + code] = code == label ? network.Input.Overlay.Value : 0;
            }
        }

        if (network.Spec.LabelCode == "appended")
        {
            inputs[shape.InputSize + label] = network.Input.Overlay.Value;
        }

        return inputs;
    }
}
