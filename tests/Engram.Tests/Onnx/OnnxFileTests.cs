using System.Text.Json;
using Engram.Analysis.Predictions;
using Engram.Families;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Onnx;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Onnx;

namespace Engram.Tests.Onnx;

/// <summary>Exported networks are run by ONNX Runtime, which has nothing in common with the kernels here.</summary>
public sealed class OnnxFileTests
{
    private const int Images = 60;
    private const float Tolerance = 1e-5f;

    [Theory]
    [MemberData(nameof(OnnxCase.Names), MemberType = typeof(OnnxCase))]
    public void Onnx_runtime_gives_the_same_scores_and_predictions(string name)
    {
        var one = OnnxCase.Find(name);
        ImageDataset data = SyntheticImages.Create(Images, channels: one.Channels);
        NetworkBody network = Create(one, data);
        using WorkerPool workers = new(1);
        EvaluationResult expected = Evaluation.Evaluate(network, data, one.Spec.Prediction, one.Spec.SkipFirstLayer, workers, one.LeftOut);
        Assert.Equal(one.IsSilent, expected.UndecidedSamples == Images);

        using OnnxSession session = new(network);
        foreach ((int first, int count) in new[] { (0, 1), (1, Images - 1) })
        {
            var outputs = session.Run(data, first, count);
            int labels = data.ClassCount;
            Assert.Equal(expected.Predictions[first..(first + count)], ((long[])outputs[OnnxFile.Prediction].Values).Select(label => (int)label));
            Close(Joined(network, expected, first, count), outputs[OnnxFile.Scores], [count, labels]);
            if (network.Traits.LayersVote)
            {
                int layers = network.LayerShapes.Count;
                Close(expected.Scores.AsSpan(first * layers * labels, count * layers * labels), outputs[OnnxFile.LayerScores], [count, layers, labels]);
            }

            SameActivations(network, data, first, count, outputs, workers);
        }
    }

    [Fact]
    public void A_file_says_what_it_is()
    {
        ImageDataset data = SyntheticImages.Create(Images);
        NetworkBody network = Create(OnnxCase.Find("ff"), data);
        using OnnxSession session = new(network);
        Dictionary<string, string> metadata = session.Metadata.CustomMetadataMap;
        Assert.Equal("engram", session.Metadata.ProducerName);
        Assert.Equal("ff", metadata["model"]);
        Assert.Equal(data.ClassNames, JsonSerializer.Deserialize<string[]>(metadata["classNames"])!);
        Assert.Equal(60, JsonDocument.Parse(metadata["spec"]).RootElement.GetProperty("Layers")[0].GetInt32());
        Assert.Equal(["scores", "prediction", "layer_scores", "layer_1", "layer_2", "layer_3"], session.Outputs);
    }

    [Fact]
    public void Every_node_and_number_has_a_name_of_its_own()
    {
        foreach (Model model in ModelTable.All)
        {
            GraphProto graph = OnnxFile.Create(Create(OnnxCase.Find(model.Name), SyntheticImages.Create(Images))).Graph;
            string[] names = [.. graph.Node.SelectMany(node => node.Output), .. graph.Initializer.Select(initializer => initializer.Name), .. graph.Input.Select(input => input.Name)];
            Assert.Equal(names.Distinct(), names);
            HashSet<string> used = [.. graph.Node.SelectMany(node => node.Input), .. graph.Output.Select(output => output.Name)];
            Assert.DoesNotContain(graph.Node, node => !node.Output.Any(used.Contains));
            Assert.DoesNotContain(graph.Initializer, initializer => !used.Contains(initializer.Name));
        }
    }

    [Fact]
    public void What_ONNX_does_not_know_is_named_with_the_remedy() => Assert.Equal(
        "The network cannot be written as ONNX because its goodness of-another-program has no counterpart there; train with l2-norm, l1-norm, linf-norm, sum-of-squares, mean-square, top-k, entmax.",
        Assert.Throws<EngramException>(() => GoodnessNodes.Add(new OnnxGraph(), new GoodnessOfAnotherProgram(), "layer_1", 8)).Message);

    [Fact]
    public void Images_that_become_spikes_are_refused() => Assert.Equal(
        "The run has the encoding latency, but an ONNX file takes images as currents that stay; export --nir, whose input is spikes, or train with encoding constant.",
        Assert.Throws<EngramException>(() => OnnxFile.Create(
            Create(new OnnxCase("latency", ModelTable.Find("spiking-ff").Defaults with { Layers = [9, 8], Encoding = "latency" }), SyntheticImages.Create(Images)))).Message);

    [Fact]
    public void Weights_that_are_no_numbers_or_lack_their_normalization_are_refused()
    {
        ImageDataset data = SyntheticImages.Create(Images);
        NetworkBody network = Create(OnnxCase.Find("ff"), data);
        network.Input = network.Input with { Normalization = null };
        Assert.Equal(
            "The weights are of the first format, which does not say how pixels are normalized, so they cannot be exported; train the network again.",
            Assert.Throws<EngramException>(() => OnnxFile.Create(network)).Message);
        NetworkBody failed = Create(OnnxCase.Find("bp"), data);
        failed.Parameters["head.bias"].Row.Row(0)[1] = float.NaN;
        Assert.Equal(
            "The head has a weight or bias that is no finite number, so its training has failed; train again with a smaller learning rate.",
            Assert.Throws<EngramException>(() => OnnxFile.Create(failed)).Message);
    }

    /// <summary>A network whose every parameter is drawn, so that none of them could be left out without notice.</summary>
    private static NetworkBody Create(OnnxCase one, ImageDataset data)
    {
        Model model = ModelTable.Find(one.Spec.Model);
        NetworkBody network = model.Definition.CreateBody(one.Spec, InputFormat.Of(data, model.Traits.LabelsInInput, one.Spec.LabelCode) with { LeftOutClass = one.LeftOut });
        Random random = new(5);
        foreach (Parameter parameter in network.Parameters.Where(_ => !one.IsSilent))
        {
            bool isPositive = parameter.Name.EndsWith("running_var", StringComparison.Ordinal);
            float size = parameter.IsMatrix ? 3 / MathF.Sqrt(parameter.Panels.Rows) : 0.3f;
            for (int row = 0; row < (parameter.IsMatrix ? parameter.Panels.Rows : 1); row++)
            {
                for (int column = 0; column < parameter.Shape[0]; column++)
                {
                    float value = ((2 * random.NextSingle()) - 1) * size;
                    if (parameter.IsMatrix)
                    {
                        parameter.Panels[row, column] = value;
                    }
                    else
                    {
                        parameter.Row.Row(0)[column] = isPositive ? 0.5f + random.NextSingle() : value;
                    }
                }
            }
        }

        return network;
    }

    /// <summary>What the prediction rule makes of the layers' scores.</summary>
    private static float[] Joined(NetworkBody network, EvaluationResult result, int first, int count)
    {
        int labels = network.Input.ClassCount;
        PredictionRule rule = PredictionRules.Find(network.Spec.Prediction);
        int[] allowed = [.. Enumerable.Range(0, labels).Where(label => label != network.Input.LeftOutClass)];
        int layers = result.Scores.Length / labels / result.SampleCount;
        float[] joined = new float[count * labels];
        Array.Fill(joined, float.NegativeInfinity);
        for (int image = 0; image < count; image++)
        {
            float[] scores = new float[allowed.Length];
            for (int layer = network.Traits.LayersVote && network.Spec.SkipFirstLayer ? 1 : 0; layer < layers; layer++)
            {
                float[] ofLayer = [.. allowed.Select(label => result.Scores[((((first + image) * layers) + layer) * labels) + label])];
                (network.Traits.LayersVote ? rule : new SumPrediction()).Add(ofLayer, scores);
            }

            foreach ((int place, int label) in allowed.Index())
            {
                joined[(image * labels) + label] = scores[place];
            }
        }

        return joined;
    }

    private static void SameActivations(NetworkBody network, ImageDataset data, int first, int count, Dictionary<string, (Array Values, int[] Shape)> outputs, WorkerPool workers)
    {
        bool hasLabels = network.Traits.LabelsInInput;
        int labels = hasLabels ? data.ClassCount : 1;
        NetworkRun run = network.CreateRun(KernelTable.Current, workers, count);
        for (int label = 0; label < labels; label++)
        {
            run.Show(data, [.. Enumerable.Range(first, count)], [.. Enumerable.Repeat(label, count)], (layer, activations) =>
            {
                (Array values, int[] shape) = outputs[OnnxFile.Layer(layer + 1)];
                int units = network.LayerShapes[layer].Channels;
                Assert.Equal(hasLabels ? [count, labels, units] : [count, units], shape);
                float[] ofLabel = [.. Enumerable.Range(0, count).SelectMany(image => ((float[])values).AsSpan(((image * labels) + label) * units, units).ToArray())];
                Close([.. Enumerable.Range(0, count).SelectMany(image => activations.Row(image).ToArray())], (ofLabel, [count, units]), [count, units]);
            });
        }
    }

    private static void Close(ReadOnlySpan<float> expected, (Array Values, int[] Shape) actual, int[] shape)
    {
        Assert.Equal(shape, actual.Shape);
        float[] values = (float[])actual.Values;
        float scale = 1;
        foreach (float value in expected)
        {
            scale = float.IsFinite(value) ? MathF.Max(scale, MathF.Abs(value)) : scale;
        }

        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(
                expected[index] == values[index] || MathF.Abs(expected[index] - values[index]) <= Tolerance * scale,
                $"at {index}: {values[index]} instead of {expected[index]}");
        }
    }
}
