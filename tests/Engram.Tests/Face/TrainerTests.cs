using Engram.Data;
using Engram.Families.LocalObjectives;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Tests.Training;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Face;

/// <summary>The trainer that users of the library meet.</summary>
public sealed class TrainerTests : IDisposable
{
    private static readonly ImageDataset _images = SyntheticImages.Create(60);
    private static readonly TrainingSpec _spec = new() { Layers = [20, 17], Epochs = 2, BatchSize = 16 };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_trains_the_bits_of_the_command_all_at_once_or_epoch_by_epoch()
    {
        float[] expected = TrainerProbe.Parameters(TrainerProbe.Complete(_spec, _images).Network);
        List<EpochMetrics> reported = [];
        using Trainer atOnce = Trainer.Create(_spec, _images, threads: 2);
        Bits.RequireEqual(expected, Numbers(atOnce.Run(new Reports(reported.Add), Cancelled)), "run");

        using Trainer byEpoch = Trainer.Create(_spec, _images, threads: 1);
        EpochMetrics[] epochs = [.. byEpoch.Epochs()];
        Bits.RequireEqual(expected, Numbers(byEpoch.Network), "epochs");
        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], epochs.Select(epoch => (epoch.LayerIndex!.Value, epoch.EpochIndex)));
        Assert.Equal(epochs.Select(epoch => epoch.Loss), reported.Select(epoch => epoch.Loss));
        Assert.Equal(epochs, byEpoch.History);
    }

    [Fact]
    public void A_list_of_layers_that_changes_later_changes_no_training()
    {
        int[] layers = [20, 17];
        using Trainer trainer = Trainer.Create(_spec with { Layers = layers }, _images, threads: 1);
        layers[0] = 512;
        trainer.Run(cancellation: Cancelled);
        Bits.RequireEqual(TrainerProbe.Parameters(TrainerProbe.Complete(_spec, _images).Network), Numbers(trainer.Network), "layers");
    }

    [Fact]
    public void Who_stops_asking_stops_the_training_and_goes_on_with_the_next_question()
    {
        using Trainer trainer = Trainer.Create(_spec, _images, threads: 1);
        Assert.Equal(0, trainer.Epochs().First().EpochIndex);
        Assert.Equal(trainer.StepsPerEpoch, trainer.CompletedSteps);
        Assert.Equal(1, trainer.Epochs().First().EpochIndex);
        Assert.Equal(2 * trainer.StepsPerEpoch, trainer.CompletedSteps);
        Assert.False(trainer.IsComplete);
    }

    [Fact]
    public void A_cancelled_training_goes_on_with_the_same_bits_here_or_from_its_checkpoint()
    {
        float[] expected = TrainerProbe.Parameters(TrainerProbe.Complete(_spec, _images).Network);
        using CancellationTokenSource source = new();
        using Trainer trainer = Trainer.Create(_spec, _images, threads: 1);
        Assert.Throws<OperationCanceledException>(() => trainer.Run(new Reports(_ => source.Cancel()), source.Token));
        trainer.TakeStep();
        trainer.SaveCheckpoint(_folder["state"]);
        Bits.RequireEqual(expected, Numbers(trainer.Run(cancellation: Cancelled)), "here");
        using Trainer resumed = Trainer.Resume(_folder["state"], _images, threads: 2);
        Assert.Equal(trainer.StepsPerEpoch + 1, resumed.CompletedSteps);
        Bits.RequireEqual(expected, Numbers(resumed.Run(cancellation: Cancelled)), "from the checkpoint");
    }

    [Fact]
    public void A_network_that_was_taken_out_stays_as_it_is_while_the_training_goes_on()
    {
        using Trainer trainer = Trainer.Create(_spec, _images, threads: 1);
        Network early = trainer.Network;
        float[] before = Numbers(early);
        trainer.Run(cancellation: Cancelled);
        Bits.RequireEqual(before, Numbers(early), "the network that was taken out");
        Assert.NotEqual(before, Numbers(trainer.Network));
        Assert.Same(trainer.Network, trainer.Network);
    }

    [Fact]
    public void A_disposed_trainer_takes_no_step_and_its_network_goes_on_working()
    {
        Trainer trainer = Trainer.Create(_spec, _images);
        trainer.Run(cancellation: Cancelled);
        trainer.Dispose();
        trainer.Dispose();
        Assert.InRange(trainer.Network.Evaluate(_images, threads: 1).Accuracy, 0, 1);
        Trainer unfinished = Trainer.Create(_spec, _images);
        unfinished.Dispose();
        Assert.Equal(typeof(Trainer).FullName, Assert.Throws<ObjectDisposedException>(() => unfinished.Run(cancellation: Cancelled)).ObjectName);
        Assert.Throws<ObjectDisposedException>(() => unfinished.Epochs().First());
    }

    [Fact]
    public void A_trainer_that_was_disposed_too_early_gives_out_nothing()
    {
        Trainer trainer = Trainer.Create(_spec, _images, threads: 2);
        trainer.TakeStep();
        trainer.Dispose();
        const string Sentence = "The trainer was disposed before its training was complete; take the network or save a checkpoint before that.";
        Assert.StartsWith(Sentence, Assert.Throws<ObjectDisposedException>(() => trainer.Network).Message, StringComparison.Ordinal);
        Assert.StartsWith(Sentence, Assert.Throws<ObjectDisposedException>(() => trainer.SaveCheckpoint(_folder["state"])).Message, StringComparison.Ordinal);
        Assert.StartsWith(Sentence, Assert.Throws<ObjectDisposedException>(() => trainer.TakeStep()).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["state"]));
    }

    [Fact]
    public void A_trainer_is_disposed_between_two_steps_of_another_thread()
    {
        for (int round = 0; round < 10; round++)
        {
            Trainer trainer = Trainer.Create(_spec with { Epochs = 1_000_000 }, _images, threads: 3);
            ObjectDisposedException? end = null;
            Thread training = new(() => end = Assert.Throws<ObjectDisposedException>(() => trainer.Run(cancellation: Cancelled))) { IsBackground = true };
            training.Start();
            Assert.True(SpinWait.SpinUntil(() => trainer.CompletedSteps > 3, TimeSpan.FromSeconds(10)));
            trainer.Dispose();
            Assert.True(training.Join(TimeSpan.FromSeconds(10)), "The training did not end.");
            Assert.Equal(typeof(Trainer).FullName, end?.ObjectName);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_step_that_failed_it_neither_goes_on_nor_saves(bool throws)
    {
        FailingInTime objective = new(evaluations: 3, throws);
        TrainingState state = TrainingState.Begin(objective.Model, _spec with { Schedule = "joint" }, _images);
        using Trainer trainer = new(new WorkerPool(2), workers => new TrainingDriver(state, ValidationSplit.Of(_images, 0, seed: 1), workers));
        Exception failure = Assert.ThrowsAny<Exception>(() => trainer.Run(cancellation: Cancelled));
        Assert.Equal(throws ? typeof(NotSupportedException) : typeof(EngramException), failure.GetType());
        const string Sentence =
            "The training failed in a step and stands between two, so it cannot go on or be saved; resume it from its last checkpoint, or begin it again.";
        Action[] uses = [() => trainer.TakeStep(), () => trainer.Run(cancellation: Cancelled), () => trainer.SaveCheckpoint(_folder["state"]), () => _ = trainer.Network];
        Assert.All(uses, use =>
        {
            InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(use);
            Assert.Equal((Sentence, failure), (refusal.Message, refusal.InnerException));
        });
        Assert.False(File.Exists(_folder["state"]));
    }

    [Fact]
    public void The_history_that_was_taken_does_not_grow()
    {
        using Trainer trainer = Trainer.Create(_spec with { Schedule = "joint" }, _images, threads: 1);
        IReadOnlyList<EpochMetrics> before = trainer.History;
        EpochMetrics first = trainer.Epochs().First();
        Assert.Empty(before);
        Assert.Equal([(0, 0), (1, 0)], trainer.History.Select(epoch => (epoch.LayerIndex!.Value, epoch.EpochIndex)));
        Assert.Same(first, trainer.History[0]);
        Assert.IsNotType<List<EpochMetrics>>(trainer.History);
    }

    [Fact]
    public void A_checkpoint_of_other_class_names_is_refused()
    {
        string[] names = [.. _images.ClassNames];
        ImageDataset images = ImageDataset.Create(_images.AllPixels, _images.Labels, _images.Shape, names);
        ImageDataset renamed = ImageDataset.Create(_images.AllPixels, _images.Labels, _images.Shape, ["other", .. names[1..]]);
        using Trainer trainer = Trainer.Create(_spec, images, threads: 1);
        trainer.SaveCheckpoint(_folder["state"]);
        Assert.Equal(
            $"The network was trained with {names[0]} as label 0, but in images that is other; put the classes back that it was trained on, in their order.",
            Assert.Throws<EngramException>(() => Trainer.Resume(_folder["state"], renamed, threads: 1)).Message);
        Trainer.Resume(_folder["state"], images, threads: 1).Dispose();
    }

    [Fact]
    public void A_second_caller_at_the_same_time_is_refused()
    {
        using Trainer trainer = Trainer.Create(_spec with { Epochs = 1_000_000 }, _images, threads: 1);
        string? refusal = null;
        void StepUntilRefused()
        {
            while (Volatile.Read(ref refusal) is null)
            {
                try
                {
                    trainer.TakeStep();
                }
                catch (InvalidOperationException failure)
                {
                    Volatile.Write(ref refusal, failure.Message);
                }
            }
        }

        Thread second = new(StepUntilRefused);
        second.Start();
        StepUntilRefused();
        second.Join();
        Assert.Equal("The trainer is at work for another caller; let one thread at a time use it, or create a trainer for each.", refusal);
    }

    [Fact]
    public void Bad_use_is_named()
    {
        Assert.StartsWith("There is no model 'perceptron'; choose one of ff,", Assert.Throws<EngramException>(() => Trainer.DefaultsOf("perceptron")).Message, StringComparison.Ordinal);
        Assert.StartsWith("epochs", Assert.Throws<EngramException>(() => Trainer.Create(_spec with { Epochs = 0 }, _images)).Message, StringComparison.OrdinalIgnoreCase);
        Assert.All([0, 1025], count => Assert.StartsWith("Use 1 to 1024 threads, or null for one per core.", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer.Create(_spec, _images, threads: count)).Message, StringComparison.Ordinal));
        Assert.Throws<EngramException>(() => Trainer.Resume(_folder["nothing"], _images));
        Assert.Equal("bp", Trainer.DefaultsOf("bp").Model);
    }

    private static float[] Numbers(Network network) => [.. network.Parameters.SelectMany(parameter => parameter.ToArray())];

    /// <summary>An objective that fails, or whose loss is no number, after some evaluations.</summary>
    private sealed class FailingInTime(int evaluations, bool throws) : LocalObjective
    {
        private int _evaluations = evaluations;

        public override string Name => "failing-in-time";

        public override void Score(ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> scores) => scores.Clear();

        public override void ScoreGradient(int label, ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> gradient) => gradient.Clear();

        public override double Evaluate(ObjectiveBatch batch) => _evaluations-- > 0 ? 0 : throws ? throw new NotSupportedException("No.") : double.NaN;
    }

    private sealed class Reports(Action<EpochMetrics> report) : IProgress<EpochMetrics>
    {
        public void Report(EpochMetrics value) => report(value);
    }
}
