using Engram.Families;
using Engram.Families.Dense;
using Engram.Families.ForwardForward;
using Engram.Families.ForwardForward.Narrowing;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Training;

/// <summary>Frozen layers leave out units of the first layer that no image activates, and everything has the bits of the whole.</summary>
public sealed class FrozenLayersTests
{
    private const int Units = 70;
    private const int FirstDead = 20;
    private const int DeadCount = 30;
    private const int Images = 4500;

    // With so few images and such biases, some units are activated by a few images only, and some by none.
    private static readonly ImageDataset _train = SyntheticImages.Create(Images);

    [Fact]
    public void Units_that_no_image_activates_with_any_label_are_found()
    {
        using WorkerPool workers = new(2);
        DenseNetwork network = Network(seed: 3);
        Span<float> biases = network.Layers[0].Bias.Row(0);
        for (int unit = 0; unit < Units; unit++)
        {
            biases[unit] = -0.01f * unit;
        }

        int[] firstImage = FirstImageOfUnits(workers, network);
        int[] expected = [.. Enumerable.Range(0, Units).Where(unit => firstImage[unit] == Images)];
        Assert.InRange(expected.Length, Matrix.ColumnMultiple, Units - 20);
        Assert.Contains(firstImage, image => image is > 2048 and < Images);
        Assert.Equal(expected, SilentUnits.Find(KernelTable.Current, workers, network, _train));
    }

    [Fact]
    public void Silent_units_too_few_to_be_worth_leaving_out_are_none()
    {
        using WorkerPool workers = new(2);
        DenseNetwork network = Network(seed: 5);
        Assert.Equal(DeadCount, SilentUnits.Find(KernelTable.Current, workers, network, _train).Length);
        network.Layers[0].Bias.Row(0).Slice(FirstDead + Matrix.ColumnMultiple - 1, DeadCount).Fill(0.5f);
        Assert.Empty(SilentUnits.Find(KernelTable.Current, workers, network, _train));
    }

    [Theory]
    [InlineData(1, FrozenLayers.ProductBytes)]
    [InlineData(2, FrozenLayers.ProductBytes)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    public void What_is_passed_on_has_the_bits_of_all_units(int layerCount, long productBytes)
    {
        using WorkerPool workers = new(2);
        DenseNetwork network = Network(seed: 4);
        LabelledBatch batch = new(Images, _train.ClassCount);
        FillBatch(batch);
        FrozenLayers frozen = new(
            KernelTable.Current, workers, network, _train, layerCount, Images, AdamSlots.For(network.Layers[layerCount]), productBytes);
        ActiveRows expected = Run(workers, network, layerCount, [.. batch.RowSamples.Take(batch.RowCount)], batch.Labels);
        int[] units = frozen.PassedOnUnits;
        Assert.Equal(layerCount == 1 ? Units - DeadCount : Units, units.Length);

        // The second time rows are kept.
        for (int time = 0; time < 2; time++)
        {
            ActiveRows rows = frozen.Run(batch);
            Assert.Equal(expected.ActiveSum(batch.RowCount), rows.ActiveSum(batch.RowCount));
            for (int row = 0; row < batch.RowCount; row++)
            {
                float[] ofUnits = [.. units.Select(unit => expected.Values.Row(row)[unit])];
                Bits.RequireEqual(ofUnits, rows.Values.Row(row), "row");
            }
        }
    }

    /// <summary>So many pairs of image and label that nothing is kept of negatives.</summary>
    [Fact]
    public void With_very_many_labels_rows_have_the_same_bits_whether_kept_or_not()
    {
        const int Side = 64;
        const int Shown = 20;
        using WorkerPool workers = new(2);
        int[] labels = [.. Enumerable.Range(0, Images).Select(sample => sample % (Side * Side))];
        byte[] pixels = [.. Enumerable.Range(0, Images * Side * Side).Select(index => (byte)(index % 7 == 0 ? index % 251 : 0))];
        string[] names = [.. Enumerable.Range(0, Side * Side).Select(label => $"{label}")];
        ImageDataset train = new("many labels", new ImageShape(1, Side, Side), pixels, labels, names, PixelNormalization.Mnist);
        DenseNetwork network = TestNetworks.Zeros(train, new TrainingSpec { Layers = [Units, Units] });
        network.Initialize(1);
        LabelledBatch batch = new(Shown, train.ClassCount);
        batch.Fill(train, [.. Enumerable.Range(4090, Shown)], [.. labels.Select(label => (label + 300) % names.Length)]);
        Assert.Equal(LabelledBatch.NoNumber, batch.Number(Shown));
        FrozenLayers frozen = new(KernelTable.Current, workers, network, train, 1, Shown, null);
        NetworkForward forward = new(KernelTable.Current, workers, network, Shown, 2 * Shown, 1);
        ActiveRows expected = forward.Run(forward.Load(train, batch.Samples), batch.Images, batch.Labels, 2 * Shown, null);
        for (int time = 0; time < 2; time++)
        {
            ActiveRows rows = frozen.Run(batch);
            for (int row = 0; row < batch.RowCount; row++)
            {
                Bits.RequireEqual(expected.Values.Row(row), rows.Values.Row(row), "row");
            }
        }
    }

    [Theory]
    [InlineData("l2-norm", 0)]
    [InlineData("l1-norm", 0)]
    [InlineData("linf-norm", 0)]
    [InlineData("mean-square", 0)]
    [InlineData("l2-norm", 0.3f)]
    public void A_layer_without_the_inputs_that_never_come_has_the_bits_of_one_with_them(string goodness, float dropout)
    {
        using WorkerPool workers = new(2);
        TrainingSpec spec = new() { Layers = [Units, Units], BatchSize = Images, Goodness = goodness, Dropout = dropout };
        TrainingState[] states = [TrainingState.Begin(ModelTable.Find(spec.Model), spec, _train), TrainingState.Begin(ModelTable.Find(spec.Model), spec, _train)];
        LabelledBatch batch = new(Images, _train.ClassCount);
        FillBatch(batch);
        for (int index = 0; index < 2; index++)
        {
            TrainingState state = states[index];
            KillUnits(state.Dense);
            LayerSlots above = index == 0 ? state.Slots(1) : Touched(state.Dense.Layers[1]);
            FrozenLayers frozen = new(KernelTable.Current, workers, state.Dense, _train, 1, Images, above);
            Assert.Equal(index == 0 ? Units - DeadCount : Units, frozen.PassedOnUnits.Length);
            LocalPhase phase = new(KernelTable.Current, workers, state, _train, 1, 1..2, Images, frozen);
            for (int step = 1; step <= 5; step++)
            {
                // Every other batch is a short one.
                FillBatch(batch, step % 2 == 0 ? 100 : Images);
                phase.Step(batch, step);
                phase.PutBack();
            }

        }

        TrainerProbe.RequireEqual(states[1], states[0]);
        Assert.NotEqual(TrainerProbe.LayerParameters(TrainingState.Begin(ModelTable.Find(spec.Model), spec, _train).Dense.Layers[1]), TrainerProbe.LayerParameters(states[0].Dense.Layers[1]));
    }

    [Fact]
    public void An_input_whose_weights_have_moved_is_not_left_out()
    {
        using WorkerPool workers = new(2);
        DenseNetwork network = Network(seed: 6);
        LayerSlots above = AdamSlots.For(network.Layers[1]);
        above.WeightSecond()[FirstDead, 5] = 1e-30f;
        above.WeightFirst()[FirstDead + 2, 69] = -1e-30f;
        FrozenLayers frozen = new(KernelTable.Current, workers, network, _train, 1, Images, above);
        Assert.Equal(
            [.. Enumerable.Range(0, FirstDead + 1), FirstDead + 2, .. Enumerable.Range(FirstDead + DeadCount, Units - FirstDead - DeadCount)],
            frozen.PassedOnUnits);
    }

    private static DenseNetwork Network(ulong seed)
    {
        DenseNetwork network = TestNetworks.Zeros(_train, new TrainingSpec { Layers = [Units, Units, Units] });
        network.Initialize(seed);
        KillUnits(network);
        return network;
    }

    private static void KillUnits(DenseNetwork network) => network.Layers[0].Bias.Row(0).Slice(FirstDead, DeadCount).Fill(-1e4f);

    private static LayerSlots Touched(DenseLayer layer)
    {
        LayerSlots moments = AdamSlots.For(layer);
        for (int input = 0; input < layer.InputSize; input++)
        {
            moments.WeightSecond()[input, 0] = 1;
        }

        return moments;
    }

    private static void FillBatch(LabelledBatch batch, int images = Images) =>
        batch.Fill(_train, [.. Enumerable.Range(0, images)], SyntheticImages.WrongLabels(_train));

    private static ActiveRows Run(WorkerPool workers, DenseNetwork network, int layerCount, int[] images, int[] labels)
    {
        NetworkForward forward = new(KernelTable.Current, workers, network, Images, images.Length, layerCount);
        return forward.Run(forward.Load(_train, [.. Enumerable.Range(0, Images)]), images, labels, images.Length, null);
    }

    // For each unit the first image that activates it with any label; as many as there are where none does.
    private static unsafe int[] FirstImageOfUnits(WorkerPool workers, DenseNetwork network)
    {
        int labels = _train.ClassCount;
        int rows = Images * labels;
        ActiveRows outputs = Run(
            workers, network, 1, [.. Enumerable.Range(0, rows).Select(row => row / labels)], [.. Enumerable.Range(0, rows).Select(row => row % labels)]);
        int[] first = [.. Enumerable.Repeat(Images, Units)];
        for (int row = 0; row < rows; row++)
        {
            for (int unit = 0; unit < Units; unit++)
            {
                if ((outputs.ActiveUnits(row)[unit / 64] >> unit & 1) != 0)
                {
                    first[unit] = Math.Min(first[unit], row / labels);
                }
            }
        }

        return first;
    }
}
