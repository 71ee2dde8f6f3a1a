using Engram.Families.ForwardForward.Narrowing;
using Engram.Kernels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Training;

/// <summary>Units that rest, and that nothing activates meanwhile, are found; no others are.</summary>
public sealed class DeadUnitsTests
{
    private const int Inputs = 39;
    private const int Units = 70;
    private const double LearningRate = 0.01;

    private readonly DenseLayer _layer = new(Inputs, Units);
    private readonly LayerSlots _moments;

    public DeadUnitsTests()
    {
        _moments = AdamSlots.For(_layer);
        _layer.Initialize(RandomStream.For(1, RandomPurpose.InitialWeights, 0));
        Random random = new(1);
        for (int unit = 0; unit < Units; unit++)
        {
            for (int input = 0; input < Inputs; input++)
            {
                _moments.WeightFirst()[input, unit] = random.NextSingle() - 0.5f;
                _moments.WeightSecond()[input, unit] = random.NextSingle();
            }
        }
    }

    [Fact]
    public void Resting_units_that_nothing_activates_are_dead()
    {
        Rest(20..60);
        DeadUnits dead = Begin(stepNumber: 20);
        Assert.True(dead.IsWatching);
        Note(dead, [.. Enumerable.Range(0, Units)], 25, 65);
        // Now two units fewer are computed, so places are others.
        Note(dead, [.. Enumerable.Range(2, Units - 2)], 24, 25);
        Assert.Equal([.. Enumerable.Range(20, 40).Except([25, 26, 27])], Dead(dead));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    public void Fewer_resting_units_than_a_panel_has_columns_are_not_watched(int count)
    {
        Rest(0..count);
        DeadUnits dead = Begin(stepNumber: 20);
        Assert.False(dead.IsWatching);
        Assert.Empty(Dead(dead));
    }

    // Before the first step all moments are zero, and nearly all units are about to be activated.
    [Theory]
    [InlineData(1, false)]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Steps_that_bias_correction_makes_grow_tell_nothing(long stepNumber, bool watches)
    {
        Rest(..);
        Assert.Equal(watches, Begin(stepNumber).IsWatching);
    }

    [Fact]
    public void A_narrower_layer_is_worth_while_with_a_sixteenth_of_the_units()
    {
        DeadUnits dead = new(784);
        Assert.False(dead.IsMoreWorthWhile(computed: 784, dead: 48));
        Assert.True(dead.IsMoreWorthWhile(computed: 784, dead: 49));
        Assert.False(dead.IsMoreWorthWhile(computed: 700, dead: 15));
        Assert.True(dead.IsMoreWorthWhile(computed: 700, dead: 16));
    }

    // Moments of any size: what counts is that the step is lost in the weights' rounding, in this step and in all that follow.
    [Fact]
    public void The_weights_of_a_resting_unit_stay_as_they_are_without_a_gradient()
    {
        Random random = new(2);
        for (int unit = 0; unit < Units; unit++)
        {
            float scale = MathF.Pow(10, -5 - (unit % 14));
            for (int input = 0; input < Inputs; input++)
            {
                _moments.WeightFirst()[input, unit] = (random.NextSingle() - 0.5f) * scale;
                _moments.WeightSecond()[input, unit] = random.NextSingle() * 1e-4f;
            }
        }

        const long First = 10;
        DeadUnits dead = Begin(First);
        int[] resting = Dead(dead);
        Assert.InRange(resting.Length, 20, 60);
        float[] before = TrainerProbe.LayerParameters(_layer);
        HashSet<int> moved = [];
        for (long number = First; number < First + 1500; number++)
        {
            TrainerProbe.StepWithoutGradient(_moments, AdamSlots.Steps(LearningRate)[number]);
        }

        float[] after = TrainerProbe.LayerParameters(_layer);
        for (int index = 0; index < Inputs * Units; index++)
        {
            if (BitConverter.SingleToInt32Bits(before[index]) != BitConverter.SingleToInt32Bits(after[index]))
            {
                moved.Add(index % Units);
            }
        }

        Assert.Empty(moved.Intersect(resting));
        Assert.Equal(Units - resting.Length, moved.Count);
    }

    [Fact]
    public void A_bias_that_moves_keeps_its_unit_from_resting()
    {
        Rest(..);
        (_moments.BiasFirst().Row(0)[33], _moments.BiasSecond().Row(0)[33]) = (1, 1);
        Assert.Equal([.. Enumerable.Range(0, Units).Except([33])], Dead(Begin(stepNumber: 20)));
    }

    private static int[] Dead(DeadUnits dead) => [.. Enumerable.Range(0, Units).Where(dead.IsDead)];

    private static void Note(DeadUnits dead, int[] units, params int[] places)
    {
        ulong[] bits = new ulong[ActiveRows.WordCount(Units)];
        foreach (int place in places)
        {
            bits[place / 64] |= 1UL << place;
        }

        dead.Note(bits, units);
    }

    private void Rest(Range units)
    {
        (int first, int count) = units.GetOffsetAndLength(Units);
        for (int unit = first; unit < first + count; unit++)
        {
            for (int input = 0; input < Inputs; input++)
            {
                _moments.WeightFirst()[input, unit] = 0;
            }
        }
    }

    private DeadUnits Begin(long stepNumber)
    {
        using WorkerPool workers = new(2);
        DeadUnits dead = new(Units);
        dead.BeginEpoch(KernelTable.Current, workers, LayerPart.Whole(_layer, _moments), AdamSlots.Steps(LearningRate), stepNumber);
        return dead;
    }
}
