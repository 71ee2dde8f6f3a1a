using Engram.Families;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Scores;
using Engram.Tests.TestSupport;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>Units that are silenced, held at an activation, and released.</summary>
public sealed class UnitDrivesTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(80);
    private static readonly ImageDataset _test = SyntheticImages.Create(30, seed: 2);

    public static TheoryData<string, string, bool> Cases =>
    [
        .. ModelTable.All.Select(model => (model.Name, "relu", true)),
        ("ff", "sigmoid", true), ("bp", "sigmoid", false), ("ff", "relu", false), ("lc", "relu", false), ("conv-lc", "relu", false),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Silenced_units_give_zero_the_others_of_their_layer_what_they_gave_and_released_all_is_as_before(string model, string activation, bool hasBiases)
    {
        NetworkBody network = Train(model, activation, hasBiases);
        byte[][] parameters = Bits(network);
        for (int layer = 0; layer < 2; layer++)
        {
            float[][] before = Show(network, layer);
            Assert.Contains(before, row => row[1] != 0 || row[3] != 0);
            UnitDrives drives = network.DrivesOf(layer);
            Assert.Equal(network.LayerShapes[layer].Channels, drives.Count);
            drives.Hold([3, 1], activations: null);
            float[][] after = Show(network, layer);
            // Currents of the upper layers of spiking units are brought to a length: what silent units do not get, the others do.
            bool shares = model == "spiking-ff" && layer > 0;
            for (int sample = 0; sample < before.Length; sample++)
            {
                Assert.Equal(before[sample].Select((value, unit) => unit is 1 or 3 ? 0 : shares ? after[sample][unit] : value), after[sample]);
            }

            drives.Release();
            Assert.Equal(parameters, Bits(network));
            Assert.Equal(before, Show(network, layer));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Held_units_give_their_activation_whatever_the_image_or_are_refused_where_they_fire(string model, string activation, bool hasBiases)
    {
        NetworkBody network = Train(model, activation, hasBiases);
        UnitDrives drives = network.DrivesOf(1);
        float[] given = [.. Enumerable.Range(0, drives.Count).Select(unit => unit == 4 ? 0.375f : 0.0625f)];
        if (model == "spiking-ff")
        {
            Assert.False(drives.CanHold);
            Assert.Throws<InvalidOperationException>(() => drives.Hold([4, 2], given));
            return;
        }

        drives.Hold([4, 2], given);
        Assert.All(Show(network, 1), row => Assert.Equal((0.375f, 0.0625f), (MathF.Round(row[4], 6), MathF.Round(row[2], 6))));
    }

    [Theory]
    [InlineData("ff", "l2-norm")]
    [InlineData("ff", "sum-of-squares")]
    [InlineData("bp-ff", "l2-norm")]
    [InlineData("bp", "l2-norm")]
    public void A_network_with_silenced_units_scores_as_one_that_was_built_without_them(string model, string goodness)
    {
        TrainingSpec spec = Spec(model) with { Goodness = goodness };
        var network = (DenseNetwork)TrainerProbe.Complete(spec, _train).Network;
        int[] silenced = [0, 7, 12, 13, 19];
        int[] kept = [.. Enumerable.Range(0, 20).Except(silenced)];
        for (int layer = 0; layer < 2; layer++)
        {
            DenseNetwork smaller = TestNetworks.Zeros(_train, spec with { Layers = layer == 0 ? [kept.Length, 20] : [20, kept.Length] });
            int[] all = [.. Enumerable.Range(0, 20)];
            int[] inputs = [.. Enumerable.Range(0, network.Layers[0].InputSize)];
            Copy(network.Layers[0].Part(inputs, layer == 0 ? kept : all), smaller.Layers[0]);
            Copy(network.Layers[1].Part(layer == 0 ? kept : all, layer == 1 ? kept : all), smaller.Layers[1]);
            if (network.Head is { } head)
            {
                Copy(head.Part(layer == 1 ? kept : all, [.. Enumerable.Range(0, head.OutputSize)]), smaller.Head!);
            }

            UnitDrives drives = network.DrivesOf(layer);
            float[] whole = Score(network);
            drives.Hold(silenced, activations: null);
            float[] lesioned = Score(network);
            drives.Release();
            float[] expected = Score(smaller);
            float largest = expected.Max(MathF.Abs);
            Assert.All(expected.Zip(lesioned), pair => Assert.Equal(pair.First, pair.Second, 1e-5f * largest));
            Assert.Contains(expected.Zip(whole), pair => MathF.Abs(pair.First - pair.Second) > 1e-2f * largest);
        }
    }

    private static TrainingSpec Spec(string model) => ModelTable.Find(model).Defaults with
    {
        Layers = model.StartsWith("conv-", StringComparison.Ordinal) ? [8, 6] : [20, 20],
        Epochs = 2,
        BatchSize = 20,
        LearningRate = model == "spiking-ff" ? 0.00001f : 0.005f,
        LearningRateSchedule = "constant",
    };

    private static NetworkBody Train(string model, string activation, bool hasBiases) =>
        TrainerProbe.Complete(Spec(model) with { Activation = activation, Biases = hasBiases }, _train).Network;

    private static void Copy(DenseLayer source, DenseLayer destination)
    {
        for (int input = 0; input < source.InputSize; input++)
        {
            destination.Weights.SetRow(input, source.Weights.Row(input));
        }

        source.Biases.CopyTo(destination.Bias.Row(0));
    }

    private static float[] Score(NetworkBody network)
    {
        using WorkerPool workers = new(2);
        return LabelScores.Compute(KernelTable.Current, workers, network, _test).Values;
    }

    private static float[][] Show(NetworkBody network, int layer)
    {
        using WorkerPool workers = new(2);
        ImageDataset images = network.Input.Take(_test);
        float[][] rows = new float[images.Count][];
        network.CreateRun(KernelTable.Current, workers, images.Count).Show(images, [.. Enumerable.Range(0, images.Count)], images.Labels, (shown, activations) =>
        {
            for (int row = 0; row < rows.Length && shown == layer; row++)
            {
                rows[row] = activations.Row(row).ToArray();
            }
        });
        return rows;
    }

    private static byte[][] Bits(NetworkBody network) =>
        [.. network.Parameters.Select(parameter => System.Runtime.InteropServices.MemoryMarshal.AsBytes(parameter.ToArray().AsSpan()).ToArray())];
}
