using Engram.Tests.TestSupport;
using Engram.Tests.Training;

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
        Assert.StartsWith("Use at least one thread, or null for one per core.", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer.Create(_spec, _images, threads: 0)).Message, StringComparison.Ordinal);
        Assert.Throws<EngramException>(() => Trainer.Resume(_folder["nothing"], _images));
        Assert.Equal("bp", Trainer.DefaultsOf("bp").Model);
    }

    private static float[] Numbers(Network network) => [.. network.Parameters.SelectMany(parameter => parameter.ToArray())];

    private sealed class Reports(Action<EpochMetrics> report) : IProgress<EpochMetrics>
    {
        public void Report(EpochMetrics value) => report(value);
    }
}
