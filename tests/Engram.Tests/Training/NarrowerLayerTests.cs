using System.Runtime.CompilerServices;
using Engram.Families.Dense;
using Engram.Families.ForwardForward;
using Engram.Families.ForwardForward.Narrowing;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Products;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>A layer that is trained without some of its units has the bits of the whole layer, also where a unit comes back.</summary>
public sealed class NarrowerLayerTests
{
    private const int Units = 70;
    private const int FirstDead = 30;
    private const int DeadCount = 25;

    private static readonly ImageDataset _train = SyntheticImages.Create(60);

    [Fact]
    public void A_part_of_a_layer_holds_its_inputs_and_units_and_puts_them_back()
    {
        DenseLayer layer = Layer(seed: 1);
        LayerSlots moments = Moments(layer, seed: 2);
        int[] units = [0, 3, 4, .. Enumerable.Range(20, 30), 69];
        int[] inputs = [1, 2, 5, .. Enumerable.Range(11, 20), 39];
        LayerPart part = LayerPart.Of(layer, moments, inputs, units);
        Assert.False(part.IsWhole);
        Assert.False(part.HasAllUnits);
        for (int place = 0; place < units.Length; place++)
        {
            Assert.Equal(layer.Bias.Row(0)[units[place]], part.Layer.Bias.Row(0)[place]);
            for (int input = 0; input < inputs.Length; input++)
            {
                Assert.Equal(layer.Weights[inputs[input], units[place]], part.Layer.Weights[input, place]);
                Assert.Equal(moments.WeightSecond()[inputs[input], units[place]], part.Slots.WeightSecond()[input, place]);
                part.Layer.Weights[input, place] += 100;
                part.Slots.WeightFirst()[input, place] += 200;
            }

            part.Slots.BiasSecond().Row(0)[place] += 300;
        }

        part.PutBack();
        DenseLayer expected = Layer(seed: 1);
        LayerSlots expectedMoments = Moments(expected, seed: 2);
        for (int unit = 0; unit < Units; unit++)
        {
            bool isPart = units.Contains(unit);
            Assert.Equal(expectedMoments.BiasSecond().Row(0)[unit] + (isPart ? 300 : 0), moments.BiasSecond().Row(0)[unit]);
            for (int input = 0; input < layer.InputSize; input++)
            {
                bool isMoved = isPart && inputs.Contains(input);
                Assert.Equal(expected.Weights[input, unit] + (isMoved ? 100 : 0), layer.Weights[input, unit]);
                Assert.Equal(expectedMoments.WeightFirst()[input, unit] + (isMoved ? 200 : 0), moments.WeightFirst()[input, unit]);
            }
        }
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.4)]
    [InlineData(1)]
    public void The_sum_over_some_units_has_the_bits_of_that_over_all(double density)
    {
        Random random = new(3);
        ActiveRows whole = SparseRows.Create(random, 20, 200, density, Sharing.None);
        int[] units = [.. Enumerable.Range(0, 200).Where(_ => random.NextDouble() < 0.6)];
        ActiveRows part = new(20, units.Length);
        for (int row = 0; row < 20; row++)
        {
            float[] values = whole.Values.Row(row).ToArray();
            whole.Values.Row(row).Clear();
            for (int place = 0; place < units.Length; place++)
            {
                whole.Values.Row(row)[units[place]] = part.Values.Row(row)[place] = values[units[place]];
            }

            CollectActive(part, row);
            Assert.Equal(SumOfSquares(whole, row), RowSums.OfSquares(KernelTable.Current, part, row, units));
        }
    }

    [Fact]
    public void Resting_units_are_found_to_be_activated_as_the_whole_layer_would_be()
    {
        DenseLayer layer = Layer(seed: 4);
        layer.Bias.Row(0).Fill(-0.5f);
        using WorkerPool workers = new(2);
        LabelledBatch batch = new(30, _train.ClassCount);
        batch.Fill(_train, [.. Enumerable.Range(0, 30)], SyntheticImages.WrongLabels(_train));
        ActiveRows rows = SparseRows.Create(new Random(5), 60, layer.InputSize, 0.3, Sharing.None);
        Matrix drives = new(60, Units);
        new RowProduct(KernelTable.Current, workers, 60, layer.InputSize).Multiply(rows, 60, layer.Weights, drives);
        int[] expected = [.. Enumerable.Range(10, 50).Where(unit => Enumerable.Range(30, 30).Any(row => drives.Row(row)[unit] + layer.Bias.Row(0)[unit] > 0))];
        Assert.InRange(expected.Length, 3, 47);
        bool[] seen = new bool[_train.Count * _train.ClassCount];
        RestingUnits resting = new(KernelTable.Current, workers, LayerPart.Of(layer, Moments(layer, 6), [.. Enumerable.Range(0, layer.InputSize)], [.. Enumerable.Range(10, 50)]), AdamSlots.Steps(0.01), seen, 0);
        Assert.Equal(expected, resting.FindActivated(rows, batch));
        Assert.Equal(30, seen.Count(pair => pair));
        Assert.Empty(resting.FindActivated(rows, batch));
    }

    [Fact]
    public void Resting_units_are_put_back_as_if_every_step_had_been_taken()
    {
        (DenseLayer layer, DenseLayer expected) = (Layer(seed: 7), Layer(seed: 7));
        (LayerSlots moments, LayerSlots expectedMoments) = (Moments(layer, seed: 8), Moments(expected, seed: 8));
        using WorkerPool workers = new(2);
        RestingUnits resting = new(KernelTable.Current, workers, LayerPart.Of(layer, moments, [.. Enumerable.Range(0, layer.InputSize)], [.. Enumerable.Range(0, Units)]), AdamSlots.Steps(0.01), [], lastStep: 4);
        resting.PutBack(5);
        resting.PutBack(11);
        for (long step = 5; step <= 11; step++)
        {
            TrainerProbe.StepWithoutGradient(expectedMoments, AdamSlots.Steps(0.01)[step]);
        }

        Assert.Equal(TrainerProbe.LayerParameters(expected), TrainerProbe.LayerParameters(layer));
        Assert.Equal(Values(expectedMoments), Values(moments));
    }

    // A trainer that goes on from a state begins its search anew: one that is made anew every third step finds nothing.
    [Theory]
    [InlineData("l2-norm", "resampled", true)]
    [InlineData("sum-of-squares", "fixed", true)]
    [InlineData("linf-norm", "hard", true)]
    [InlineData("l2-norm", "fixed", false)]
    public void A_training_without_its_dead_units_has_the_bits_of_one_with_them(string goodness, string negatives, bool biases)
    {
        TrainingSpec spec = new() { Layers = [Units, Units], Epochs = 6, BatchSize = 12, Goodness = goodness, Negatives = negatives, Biases = biases };
        int[] fewest = Compare(spec, static (_, _) => { }, out _);
        Assert.All(fewest, units => Assert.InRange(units, 1, Units - DeadCount));
    }

    [Theory]
    [InlineData("mean-square", 0f, "relu", "greedy")]
    [InlineData("top-k", 0f, "relu", "greedy")]
    [InlineData("entmax", 0f, "relu", "greedy")]
    [InlineData("l1-norm", 0f, "relu", "greedy")]
    [InlineData("l2-norm", 0.3f, "relu", "greedy")]
    [InlineData("l2-norm", 0f, "sigmoid", "greedy")]
    [InlineData("l2-norm", 0f, "relu", "joint")]
    public void Where_units_are_not_alone_none_of_the_layer_is_left_out(string goodness, float dropout, string activation, string schedule)
    {
        TrainingSpec spec = new()
        {
            Layers = [Units, Units],
            Epochs = 5,
            BatchSize = 12,
            Goodness = goodness,
            Dropout = dropout,
            Activation = activation,
            Schedule = schedule,
        };
        int[] fewest = Compare(spec, static (_, _) => { }, out _);
        Assert.All(fewest, units => Assert.Equal(Units, units));
    }

    // Biases that no positive gets over, but few of the negatives do.
    [Fact]
    public void A_unit_that_a_negative_activates_comes_back()
    {
        TrainingSpec spec = new() { Layers = [Units, Units], Epochs = 30, BatchSize = 12, LearningRate = 0.001f };
        Compare(spec, static (state, second) => SetBiasesBetween(state, second, FirstDead, DeadCount), out int returns);
        Assert.InRange(returns, 1, int.MaxValue);
    }

    [Fact(Explicit = true)]
    public void Where_units_keep_coming_back_the_layer_is_whole_for_the_rest_of_the_epoch()
    {
        TrainingSpec spec = new() { Layers = [Units, Units], Epochs = 60, BatchSize = 2, LearningRate = 0.0001f };
        Compare(spec, static (state, second) => SetBiasesBetween(state, second, 10, Units - 10), out _, out bool isWholeAgain);
        Assert.True(isWholeAgain);
    }

    // What was still held there would be no memory to give back.
    [Fact]
    public void Work_space_is_free_when_a_program_is_told_that_it_was_let_go()
    {
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(new TrainingSpec { Layers = [Units], Epochs = 6, BatchSize = 12 }, _train, workers);
        Kill(trainer.State.Dense.Layers[0]);
        var workSpace = new WeakReference(null);
        List<bool> isHeld = [];
        trainer.State.WorkSpaceLetGo = () =>
        {
            GC.Collect();
            isHeld.Add(workSpace.IsAlive);
        };
        while (isHeld.Count == 0 && !trainer.IsComplete)
        {
            Watch(workSpace, trainer);
            trainer.TakeStep();
        }

        Assert.Equal([false], isHeld);
    }

    [Fact]
    public void Work_space_of_the_search_for_silent_units_is_let_go_before_memory_is_taken_for_frozen_layers()
    {
        using WorkerPool workers = new(1);
        TrainingState state = TrainerProbe.Complete(new TrainingSpec { Layers = [Units], Epochs = 1 }, _train);
        bool isTold = false;
        _ = new FrozenLayers(KernelTable.Current, workers, state.Dense, _train, 1, 12, null, workSpaceLetGo: () => isTold = true);
        Assert.True(isTold);
    }

    // By itself, so that no reference stays on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Watch(WeakReference workSpace, TrainingDriver trainer) => workSpace.Target = ((LocalPhase)trainer.Phase).Layer(0).Training;

    // Trains twice, with the same change to the second layer before its first step. Returns the fewest units computed of each layer.
    private static int[] Compare(TrainingSpec spec, Action<TrainingState, DenseLayer> prepareSecond, out int returns) =>
        Compare(spec, prepareSecond, out returns, out _);

    private static int[] Compare(TrainingSpec spec, Action<TrainingState, DenseLayer> prepareSecond, out int returns, out bool isWholeAgain)
    {
        isWholeAgain = false;
        using WorkerPool workers = new(2);
        TrainingDriver searching = TrainingDrivers.Create(spec, _train, workers);
        TrainingDriver interrupted = TrainingDrivers.Create(spec, _train, workers);
        TrainingDriver[] both = [searching, interrupted];
        int[] fewest = [Units, Units];
        returns = 0;
        int before = Units;
        foreach (TrainingDriver trainer in both)
        {
            foreach (DenseLayer layer in trainer.State.Dense.Layers)
            {
                Kill(layer);
            }
        }

        while (!searching.IsComplete)
        {
            if (searching.State.Position is { LayerIndex: 1, EpochIndex: 0, StepIndex: 0 })
            {
                prepareSecond(searching.State, searching.State.Dense.Layers[1]);
                prepareSecond(interrupted.State, interrupted.State.Dense.Layers[1]);
                before = Units;
            }

            int[] layers = [.. searching.State.LayersInTraining()];
            searching.TakeStep();
            interrupted.TakeStep();
            if (searching.State.LayersInTraining().SequenceEqual(layers))
            {
                foreach (int layer in layers)
                {
                    int computed = Computed(searching, layer);
                    fewest[layer] = Math.Min(fewest[layer], computed);
                    returns += computed > before && layers.Length == 1 ? 1 : 0;
                    isWholeAgain |= computed == Units && before < Units && layer == 1;
                    before = computed;
                    Assert.Equal(Units, Computed(interrupted, layer));
                }
            }

            if (searching.CompletedSteps % 3 == 0)
            {
                interrupted = TrainingDrivers.Resume(interrupted.State, _train, workers);
            }
        }

        TrainerProbe.RequireEqual(interrupted.State, searching.State);
        return fewest;
    }

    // Without biases the first layer's units are kept down by the label, which every image carries; what comes to a hidden layer is never negative.
    private static void Kill(DenseLayer layer)
    {
        if (layer.HasBiases)
        {
            layer.Bias.Row(0).Slice(FirstDead, DeadCount).Fill(-1e4f);
            return;
        }

        int carriers = layer.InputSize == _train.Shape.InputSize ? _train.ClassCount : layer.InputSize;
        for (int unit = FirstDead; unit < FirstDead + DeadCount; unit++)
        {
            for (int input = 0; input < layer.InputSize; input++)
            {
                layer.Weights[input, unit] = input < carriers ? -1e4f : 0;
            }
        }
    }

    private static int Computed(TrainingDriver trainer, int layer) => ((LocalPhase)trainer.Phase).Layer(layer).ComputedUnits.Length;

    private static void SetBiasesBetween(TrainingState state, DenseLayer second, int firstUnit, int count)
    {
        using WorkerPool workers = new(1);
        int labels = _train.ClassCount;
        int rows = _train.Count * labels;
        NetworkForward forward = new(KernelTable.Current, workers, state.Dense, _train.Count, rows, 1);
        int[] images = [.. Enumerable.Range(0, rows).Select(row => row / labels)];
        ActiveRows inputs = forward.Run(
            forward.Load(_train, [.. Enumerable.Range(0, _train.Count)]), images, [.. Enumerable.Range(0, rows).Select(row => row % labels)], rows, null);
        Matrix drives = new(rows, Units);
        new RowProduct(KernelTable.Current, workers, rows, Units).Multiply(inputs, rows, second.Weights, drives);
        for (int unit = firstUnit; unit < firstUnit + count; unit++)
        {
            (float positive, float negative) = (float.NegativeInfinity, float.NegativeInfinity);
            for (int row = 0; row < rows; row++)
            {
                ref float largest = ref (_train.Labels[row / labels] == row % labels ? ref positive : ref negative);
                largest = MathF.Max(largest, drives.Row(row)[unit]);
            }

            second.Bias.Row(0)[unit] = negative > positive ? -(positive + (0.8f * (negative - positive))) : -1e4f;
        }
    }

    private static DenseLayer Layer(ulong seed)
    {
        DenseLayer layer = new(40, Units);
        layer.Initialize(RandomStream.For(seed, RandomPurpose.InitialWeights, 0));
        return layer;
    }

    private static LayerSlots Moments(DenseLayer layer, int seed)
    {
        LayerSlots moments = AdamSlots.For(layer);
        Random random = new(seed);
        for (int unit = 0; unit < Units; unit++)
        {
            moments.BiasFirst().Row(0)[unit] = random.NextSingle() - 0.5f;
            moments.BiasSecond().Row(0)[unit] = random.NextSingle();
            for (int input = 0; input < 40; input++)
            {
                moments.WeightFirst()[input, unit] = random.NextSingle() - 0.5f;
                moments.WeightSecond()[input, unit] = random.NextSingle();
            }
        }

        return moments;
    }

    private static float[] Values(LayerSlots moments) =>
    [
        .. Enumerable.Range(0, 40).SelectMany(input => moments.WeightFirst().Row(input).Concat(moments.WeightSecond().Row(input))),
        .. moments.BiasFirst().Row(0),
        .. moments.BiasSecond().Row(0),
    ];

    private static unsafe void CollectActive(ActiveRows rows, int row) =>
        KernelTable.Current.CollectActive(rows.Values.RowStart(row), rows.Values.Stride, rows.ActiveUnits(row));

    private static unsafe float SumOfSquares(ActiveRows rows, int row) =>
        KernelTable.Current.SumOfSquares(rows.Values.RowStart(row), rows.Values.Stride);
}
