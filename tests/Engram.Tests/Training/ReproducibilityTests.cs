using CsCheck;
using Engram.Families;
using Engram.Families.Dense;
using Engram.Families.ForwardForward;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Objectives;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>The same spec gives the same bits whatever threads, kernels and walks do the work.</summary>
public class ReproducibilityTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(70);

    private static readonly (string Schedule, string Activation, string Negatives, float Dropout)[] _settings =
    [
        ("greedy", "relu", "resampled", 0),
        ("greedy", "relu", "hard", 0.3f),
        ("joint", "relu", "fixed", 0),
        ("joint", "sigmoid", "hard", 0.3f),
    ];

    /// <summary>The first goodness function in all settings, the others in one each.</summary>
    public static TheoryData<string, string, string, string, float> Cases
    {
        get
        {
            TheoryData<string, string, string, string, float> cases = [];
            for (int index = 0; index < GoodnessFunctions.All.Count; index++)
            {
                foreach ((string schedule, string activation, string negatives, float dropout) in index == 0 ? _settings : [_settings[index % _settings.Length]])
                {
                    cases.Add(GoodnessFunctions.All[index].Name, schedule, activation, negatives, dropout);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_two_and_three_threads_give_the_same_bits(string goodness, string schedule, string activation, string negatives, float dropout)
    {
        TrainingSpec spec = Spec(schedule, activation, negatives, dropout) with { Goodness = goodness };
        TrainingState one = TrainerProbe.Complete(spec, _train, threads: 1);
        TrainerProbe.RequireEqual(one, TrainerProbe.Complete(spec, _train, threads: 2));
        TrainerProbe.RequireEqual(one, TrainerProbe.Complete(spec, _train, threads: 3));
    }

    [Theory]
    [InlineData("bp-ff", "relu", 0)]
    [InlineData("bp-ff", "sigmoid", 0.3f)]
    [InlineData("bp", "relu", 0)]
    [InlineData("bp", "sigmoid", 0.3f)]
    public void So_do_models_trained_as_a_whole(string model, string activation, float dropout)
    {
        TrainingSpec spec = Spec("greedy", activation, "hard", dropout) with { Model = model };
        TrainingState one = TrainerProbe.Complete(spec, _train, threads: 1);
        TrainerProbe.RequireEqual(one, TrainerProbe.Complete(spec, _train, threads: 2));
        TrainerProbe.RequireEqual(one, TrainerProbe.Complete(spec, _train, threads: 3));
    }

    [Theory]
    [MemberData(nameof(TestModels.WithDropout), MemberType = typeof(TestModels))]
    public void So_does_every_model_with_its_own_defaults(string model, float dropout)
    {
        TrainingSpec spec = ModelTable.Find(model).Defaults with { Layers = [40, 17, 66], Epochs = 2, BatchSize = 32, Dropout = dropout };
        TrainingState one = TrainerProbe.Complete(spec, _train, threads: 1);
        TrainerProbe.RequireEqual(one, TrainerProbe.Complete(spec, _train, threads: 2));
        TrainerProbe.RequireEqual(one, TrainerProbe.Complete(spec, _train, threads: 3));
    }

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void Every_fused_kernel_table_gives_every_model_the_same_bits(string name)
    {
        ImageDataset train = SyntheticImages.Create(40, channels: 3);
        Model model = ModelTable.Find(name);
        TrainingSpec spec = model.Defaults with { Layers = [40, 17, 66], Epochs = 5, BatchSize = train.Count };
        float[]? expected = null;
        foreach (KernelTable kernels in KernelTables.Fused)
        {
            foreach (float rowCost in new[] { AdjustedKernels.AlwaysRows, kernels.RowCost, AdjustedKernels.AlwaysTiles })
            {
                float[] actual = TrainFirstPhase(new AdjustedKernels(kernels, rowCost), model, spec, train);
                expected ??= actual;
                Bits.RequireEqual(expected, actual, $"{kernels}, row cost {rowCost}");
            }
        }
    }

    [Theory]
    [InlineData("greedy", true)]
    [InlineData("greedy", false)]
    [InlineData("joint", true)]
    public void Every_fused_kernel_table_and_walk_gives_the_same_bits(string schedule, bool background)
    {
        ImageDataset train = SyntheticImages.Create(40, background: background);
        TrainingSpec spec = Spec(schedule, "relu", "fixed", 0);
        float[]? expected = null;
        foreach (KernelTable kernels in KernelTables.Fused)
        {
            foreach (float rowCost in new[] { AdjustedKernels.AlwaysRows, kernels.RowCost, AdjustedKernels.AlwaysTiles })
            {
                float[] actual = Train(new AdjustedKernels(kernels, rowCost), spec, train);
                expected ??= actual;
                Bits.RequireEqual(expected, actual, $"{kernels}, row cost {rowCost}");
            }
        }
    }

    [Fact]
    public void What_frozen_layers_make_gives_the_same_bits_kept_or_made_anew()
    {
        ImageDataset train = SyntheticImages.Create(300);
        TrainingSpec spec = Spec("greedy", "relu", "fixed", 0);
        float[] kept = Train(KernelTable.Current, spec, train);
        foreach ((long products, long activations) in new[] { (0L, 0L), (0, 1 << 26), (1 << 26, 0), (1 << 26, 1 << 23) })
        {
            Bits.RequireEqual(kept, Train(KernelTable.Current, spec, train, products, activations), $"{products} and {activations} bytes");
        }
    }

    [Fact]
    public void The_seed_decides_the_initial_weights_and_nothing_of_the_training_changes_them()
    {
        using WorkerPool workers = new(1);
        TrainingSpec spec = Spec("greedy", "relu", "fixed", 0);
        float[] first = TrainerProbe.Parameters(TrainingDrivers.Create(spec, _train, workers).State.Network);
        TrainingSpec other = spec with { Dropout = 0.5f, Negatives = "hard", Schedule = "joint", Epochs = 9, BatchSize = 3 };
        Bits.RequireEqual(first, TrainerProbe.Parameters(TrainingDrivers.Create(other, _train, workers).State.Network), "the same seed");
        Assert.NotEqual(first, TrainerProbe.Parameters(TrainingDrivers.Create(spec with { Seed = 2 }, _train, workers).State.Network));
    }

    [Fact]
    public void Random_trainings_give_the_same_bits_on_one_and_two_threads() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 20], Gen.Int[1, 70].Array[1, 3], Gen.Int[2, 6], Gen.Bool, Gen.Int[0, 1000])
            .Sample(
                (images, batchSize, layers, classes, background, seed) =>
                {
                    ImageDataset train = SyntheticImages.Create(images, classes, channels: 1 + (seed % 2 * 2), background, seed);
                    TrainingSpec spec = new()
                    {
                        Layers = layers,
                        Epochs = 2,
                        BatchSize = batchSize,
                        Schedule = seed % 3 == 0 ? "joint" : "greedy",
                        Biases = seed % 4 > 0,
                        Seed = (ulong)seed,
                    };
                    TrainerProbe.RequireEqual(
                        TrainerProbe.Complete(spec, train, threads: 1), TrainerProbe.Complete(spec, train, threads: 2));
                },
                iter: 25);

    private static float[] TrainFirstPhase(KernelTable kernels, Model model, TrainingSpec spec, ImageDataset train)
    {
        using WorkerPool workers = new(2);
        TrainingState state = TrainingState.Begin(model, spec, train);
        LabelledBatch batch = new(train.Count, train.ClassCount, model.Traits.HasNegatives);
        batch.Fill(train, [.. Enumerable.Range(0, train.Count)], SyntheticImages.WrongLabels(train));
        TrainingPhase phase = model.Definition.CreatePhase(kernels, workers, state, train, train.Count);
        for (int step = 1; step <= 5; step++)
        {
            phase.Step(batch, step);
        }

        phase.PutBack();
        return TrainerProbe.Parameters(state.Network);
    }

    private static TrainingSpec Spec(string schedule, string activation, string negatives, float dropout) => new()
    {
        Layers = [40, 17, 66],
        Epochs = 2,
        BatchSize = 32,
        Schedule = schedule,
        Activation = activation,
        Negatives = negatives,
        Dropout = dropout,
    };

    // The trainer's own loop, with kernels of the test's choice.
    private static float[] Train(KernelTable kernels, TrainingSpec spec, ImageDataset train, long productBytes = FrozenLayers.ProductBytes, long activationBytes = FrozenLayers.ActivationBytes)
    {
        using WorkerPool workers = new(2);
        TrainingState state = TrainingState.Begin(ModelTable.Find(spec.Model), spec, train);
        int[] wrongLabels = SyntheticImages.WrongLabels(train);
        TrainingSchedule schedule = TrainingSchedules.Find(spec.Schedule);
        LabelledBatch batch = new(train.Count, train.ClassCount);
        batch.Fill(train, [.. Enumerable.Range(0, train.Count)], wrongLabels);
        for (int phase = 0; phase < schedule.PhaseCount(spec.Layers.Count); phase++)
        {
            Range layers = schedule.TrainedLayers(phase, spec.Layers.Count);
            int first = layers.Start.Value;
            FrozenLayers? frozen = first == 0
                ? null
                : new FrozenLayers(kernels, workers, state.Dense, train, first, train.Count, state.Slots(first), productBytes, activationBytes);
            LocalPhase training = new(kernels, workers, state, train, phase, layers, train.Count, frozen);
            for (int step = 1; step <= 5; step++)
            {
                training.Step(batch, step);
            }

            training.PutBack();
        }

        return TrainerProbe.Parameters(state.Network);
    }
}
