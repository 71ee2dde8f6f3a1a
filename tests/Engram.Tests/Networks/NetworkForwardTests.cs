using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Models.Scores;
using Engram.Objectives;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Networks;

public class NetworkForwardTests
{
    public static TheoryData<string, bool, int> Cases => new()
    {
        { "relu", true, 1 },
        { "relu", false, 2 },
        { "sigmoid", true, 2 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_layer_has_the_activations_of_the_reference(string activation, bool background, int threads)
    {
        ImageDataset data = SyntheticImages.Create(9, background: background);
        DenseNetwork network = TestNetworks.Create(data, [40, 17, 66], activation: activation);
        ReferenceNetwork reference = new(network);
        using WorkerPool workers = new(threads);
        NetworkForward forward = new(KernelTable.Current, workers, network, 9, 12, 3);
        int[] images = [0, 8, 8, 3, 3, 3, 5];
        int[] labels = [0, 1, 3, 2, OverlaidFirstLayer.NoLabel, 0, 1];
        int visits = 0;

        ActiveRows last = forward.Run(forward.Load(data, [.. Enumerable.Range(0, 9)]), images, labels, 7, (layer, rows) =>
        {
            Assert.Equal(visits++, layer);
            for (int row = 0; row < 7; row++)
            {
                Check(reference.AllActivations(data, images[row], labels[row])[layer], rows.Values.Row(row));
                Assert.Equal(rows.Values.Row(row).ToArray().Count(value => value != 0), rows.ActiveCount(row));
            }
        });

        Assert.Equal(3, visits);
        for (int row = 0; row < 7; row++)
        {
            Check(ReferenceNetwork.Normalize(reference.AllActivations(data, images[row], labels[row])[2]), last.Values.Row(row));
        }
    }

    [Fact]
    public void Looking_at_a_layer_does_not_change_what_follows()
    {
        ImageDataset data = SyntheticImages.Create(9);
        DenseNetwork network = TestNetworks.Create(data, [40, 17]);
        using WorkerPool workers = new(1);
        NetworkForward forward = new(KernelTable.Current, workers, network, 9, 9, 2);
        int[] images = [.. Enumerable.Range(0, 9)];
        int[] labels = [.. data.Labels.ToArray().Select(label => (int)label)];
        ImageProducts products = forward.Load(data, images);
        float[] seen = SparseRows.PaddedValues(forward.Run(products, images, labels, 9, (_, _) => { }).Values);
        float[] unseen = SparseRows.PaddedValues(forward.Run(products, images, labels, 9, null).Values);
        Bits.RequireEqual(seen, unseen, "normalized activations");
    }

    [Fact]
    public void The_layers_below_can_be_run_alone()
    {
        ImageDataset data = SyntheticImages.Create(3);
        DenseNetwork network = TestNetworks.Create(data, [40, 17, 20]);
        using WorkerPool workers = new(1);
        NetworkForward forward = new(KernelTable.Current, workers, network, 3, 3, 2);
        ActiveRows last = forward.Run(forward.Load(data, [2, 1]), [1], [3], 1, null);
        Check(ReferenceNetwork.Normalize(new ReferenceNetwork(network).AllActivations(data, 1, 3)[1]), last.Values.Row(0));
    }

    [Fact]
    public void A_silent_layer_passes_zeros_on()
    {
        ImageDataset data = SyntheticImages.Create(2);
        DenseNetwork network = TestNetworks.Create(data, [20, 17]);
        network.Layers[0].Bias.Row(0).Fill(-100);
        network.Layers[1].Bias.Row(0).Fill(0.25f);
        using WorkerPool workers = new(1);
        NetworkForward forward = new(KernelTable.Current, workers, network, 2, 2, 2);
        forward.Run(forward.Load(data, [0, 1]), [0, 1], [0, 1], 2, (layer, rows) =>
            Assert.All(rows.Values.Row(1).ToArray(), value => Assert.Equal(layer == 0 ? 0 : 0.25f, value)));
    }

    [Fact]
    public void Where_a_silent_layer_silences_the_next_nothing_is_left_of_what_stood_there()
    {
        ImageDataset data = SyntheticImages.Create(2);
        DenseNetwork network = TestNetworks.Create(data, [20, 17]);
        network.Layers[1].Bias.Row(0).Fill(-0.01f);
        using WorkerPool workers = new(1);
        NetworkForward forward = new(KernelTable.Current, workers, network, 2, 2, 2);
        ImageProducts products = forward.Load(data, [0, 1]);
        Assert.NotEqual(0, forward.Run(products, [0, 1], [0, 1], 2, null).ActiveCount(1));
        network.Layers[0].Bias.Row(0).Fill(-100);
        ActiveRows rows = forward.Run(products, [0, 1], [0, 1], 2, null);
        Assert.Equal(0, rows.ActiveCount(1));
        Assert.All(rows.Values.Row(1).ToArray(), value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Goodness_with_every_label_is_that_of_the_reference(string activation, bool background, int threads)
    {
        // More images than the 128 that are run at once.
        ImageDataset data = SyntheticImages.Create(133, background: background);
        foreach (Goodness goodness in GoodnessFunctions.All)
        {
            DenseNetwork network = TestNetworks.Create(data, [20, 17], goodness.Name, activation);
            ReferenceNetwork reference = new(network);
            using WorkerPool workers = new(threads);
            float[] actual = LabelScores.Compute(KernelTable.Current, workers, network, data).Values;
            Assert.Equal(133 * 2 * 4, actual.Length);
            foreach (int sample in new[] { 0, 1, 127, 128, 132 })
            {
                for (int label = 0; label < 4; label++)
                {
                    double[][] activations = reference.AllActivations(data, sample, label);
                    for (int layer = 0; layer < 2; layer++)
                    {
                        double expected = reference.GoodnessOf(activations[layer]);
                        Assert.Equal(expected, actual[(((sample * 2) + layer) * 4) + label], 1e-5 * expected);
                    }
                }
            }
        }
    }

    [Fact]
    public void Images_of_another_shape_or_number_of_classes_are_refused()
    {
        DenseNetwork network = TestNetworks.Create(SyntheticImages.Create(2), [20]);
        using WorkerPool workers = new(1);
        Assert.Equal(
            "The network was trained on 1x6x6 images of 4 classes, but synthetic has 3x6x6 images of 4 classes; choose a data set of the same shape.",
            Assert.Throws<EngramException>(() => { LabelScores.Compute(KernelTable.Current, workers, network, SyntheticImages.Create(2, channels: 3)); }).Message);
        Assert.Equal(
            "The network was trained on 1x6x6 images of 4 classes, but synthetic has 1x6x6 images of 5 classes; choose a data set of the same shape.",
            Assert.Throws<EngramException>(() => { LabelScores.Compute(KernelTable.Current, workers, network, SyntheticImages.Create(2, classCount: 5)); }).Message);
    }

    private static void Check(double[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        for (int unit = 0; unit < expected.Length; unit++)
        {
            Assert.Equal(expected[unit], actual[unit], 2e-5 * scale);
        }
    }
}
