using Engram.Data;
using Engram.Kernels;
using Engram.Networks;
using Engram.Tests.TestSupport;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>Units that nothing can activate any more are found, are not computed, and leave every bit as it would be with them.</summary>
public sealed unsafe class DeadUnitsTests
{
    private const int Units = 70;
    private const int FirstDead = 30;
    private const int DeadCount = 25;

    private static readonly ImageDataset _train = SyntheticImages.Create(60);

    [Fact]
    public void Resting_units_that_no_image_activates_in_a_round_are_left_out()
    {
        DeadUnits dead = new(new DenseLayer(9, Units), Moments(resting: 20..60), 10);
        Assert.False(dead.Begin([0, 1, 2, 3, 4, 5]));
        Assert.True(dead.IsWatching);
        Note(dead, 25, 65);
        Assert.False(dead.Begin([6, 7, 8, 9, 0]));
        Note(dead, 26);
        Assert.True(dead.Begin([1]));
        Assert.Equal([.. Enumerable.Range(0, 20), 25, 26, .. Enumerable.Range(60, 10)], dead.Live);
    }

    [Fact]
    public void A_round_ends_when_all_images_have_come()
    {
        DeadUnits dead = new(new DenseLayer(9, Units), Moments(resting: 1..), 4);
        for (int step = 0; step < 9; step++)
        {
            Assert.False(dead.Begin([0, 1, 2]));
        }

        Assert.False(dead.Begin([3]));
        Assert.True(dead.Begin([0]));
        Assert.Equal([0], dead.Live);
    }

    [Fact]
    public void Places_are_those_among_the_live_units_from_then_on()
    {
        DeadUnits dead = new(new DenseLayer(9, Units), Moments(resting: ..^1), 1);
        dead.Begin([0]);
        Note(dead, [.. Enumerable.Range(0, 40)]);
        Assert.True(dead.Begin([0]));
        Assert.Equal([.. Enumerable.Range(0, 40), Units - 1], dead.Live);
        Note(dead, [.. Enumerable.Range(20, 20)]);
        Assert.True(dead.Begin([0]));
        Assert.Equal([.. Enumerable.Range(20, 20), Units - 1], dead.Live);
    }

    [Fact]
    public void Before_the_first_step_when_all_units_rest_none_is_looked_after()
    {
        DeadUnits dead = new(new DenseLayer(9, Units), Moments(resting: ..), 1);
        Assert.False(dead.Begin([0]) || dead.IsWatching);
        Assert.False(dead.Begin([0]) || dead.IsWatching);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    public void Fewer_resting_units_than_a_panel_has_columns_are_not_looked_after(int count)
    {
        DeadUnits dead = new(new DenseLayer(9, Units), Moments(resting: 0..count), 2);
        Assert.False(dead.Begin([0, 1]) || dead.IsWatching);
        Assert.False(dead.Begin([0, 1]) || dead.IsWatching);
        Assert.Equal(Units, dead.Live.Length);
    }

    [Fact]
    public void The_live_units_give_the_bits_of_the_whole_layer()
    {
        Network network = WithDeadUnits(Network());
        DenseLayer layer = network.Layers[0];
        ReluActivation relu = new();
        using WorkerPool workers = new(2);
        OverlaidFirstLayer first = new(KernelTable.Current, workers, network.Overlay, layer, 7);
        first.Load(_train, [5, 9, 3, 0, 8, 11, 40]);
        first.UpdateLabels();
        ImageProducts products = new(7, Units);
        first.Multiply(products, []);
        int[] units = [.. Enumerable.Range(0, Units).Where(unit => unit is < FirstDead or >= FirstDead + DeadCount)];
        LiveUnits live = new(KernelTable.Current, workers, layer, first, network.Overlay, units, 7);
        live.Multiply([]);
        ulong* activated = stackalloc ulong[2];
        float* scratch = stackalloc float[Matrix.Padded(Units)];
        for (int image = 0; image < 7; image++)
        {
            live.FindActivated(image, scratch, activated);
            HashSet<int> withAnyLabel = [];
            for (int label = 0; label < _train.ClassCount; label++)
            {
                ActiveRows expected = new(1, Units);
                ActiveRows actual = SparseRows.Create(new Random(label), 1, Units, 0.5, Sharing.None);
                float expectedSum = first.Activate(products, image, label, relu, expected, 0);
                Assert.Equal(expectedSum, live.Activate(image, label, actual, 0));
                Bits.RequireEqual(expected.Values.PaddedRow(0), actual.Values.PaddedRow(0), $"image {image}, label {label}");
                Assert.Equal(ActiveUnits(expected.ActiveUnits(0)), ActiveUnits(actual.ActiveUnits(0)));
                withAnyLabel.UnionWith(ActiveUnits(expected.ActiveUnits(0)));
            }

            Assert.Equal(withAnyLabel.Order(), ActiveUnits(activated).Select(place => units[place]));
        }
    }

    // A trainer that goes on from a state begins its search anew: one that is made anew every third step finds nothing.
    [Theory]
    [InlineData("ff", 0)]
    [InlineData("ff", 0.3f)]
    [InlineData("bp-ff", 0)]
    public void A_training_without_its_dead_units_has_the_bits_of_one_with_them(string model, float dropout)
    {
        TrainingSpec spec = new() { Model = model, Layers = [Units, 20], Epochs = 5, BatchSize = 12, Dropout = dropout };
        using WorkerPool workers = new(2);
        Trainer searching = Trainers.Create(spec, _train, workers);
        Trainer interrupted = Trainers.Create(spec, _train, workers);
        WithDeadUnits(searching.State.Network);
        WithDeadUnits(interrupted.State.Network);
        int fewest = Units;
        while (!searching.IsComplete)
        {
            searching.TakeStep();
            interrupted.TakeStep();
            if (searching.State.Position.LayerIndex == 0 && !searching.IsComplete)
            {
                fewest = Math.Min(fewest, ComputedUnits(searching));
                Assert.Equal(Units, ComputedUnits(interrupted));
            }

            if (searching.CompletedSteps % 3 == 0)
            {
                interrupted = Trainers.Resume(interrupted.State, _train, workers);
            }
        }

        Assert.InRange(fewest, 1, Units - DeadCount);
        TrainerProbe.RequireEqual(interrupted.State, searching.State);
    }

    private static int ComputedUnits(Trainer trainer) => ((PhasedTrainer)trainer).Phase switch
    {
        LocalPhase local => local.FirstLayerInput!.ComputedUnits,
        GoodnessPhase goodness => ((OverlaidInput)goodness.FirstLayerInput).ComputedUnits,
        TrainingPhase other => throw new InvalidOperationException($"{other} has no overlaid input."),
    };

    private static Network Network() => TestNetworks.Create(_train, [Units]);

    private static Network WithDeadUnits(Network network)
    {
        network.Layers[0].Bias.Row(0).Slice(FirstDead, DeadCount).Fill(-1e4f);
        return network;
    }

    // First moments of zero for some units.
    private static AdamMoments Moments(Range resting)
    {
        AdamMoments moments = new(9, Units);
        (int first, int count) = resting.GetOffsetAndLength(Units);
        for (int unit = 0; unit < Units; unit++)
        {
            if (unit < first || unit >= first + count)
            {
                moments.WeightFirst[unit % 9, unit] = 1e-30f;
            }
        }

        return moments;
    }

    private static void Note(DeadUnits dead, params int[] places)
    {
        ulong* bits = stackalloc ulong[2];
        (bits[0], bits[1]) = (0, 0);
        foreach (int place in places)
        {
            bits[place / 64] |= 1UL << place;
        }

        dead.Note(bits);
    }

    private static IEnumerable<int> ActiveUnits(ulong* bits)
    {
        int* units = stackalloc int[Units];
        int count = ActiveRows.ListBits(bits, 2, units);
        return new Span<int>(units, count).ToArray();
    }
}
