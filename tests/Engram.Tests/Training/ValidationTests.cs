using Engram.Data;
using Engram.Families;
using Engram.Families.Dense;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>Accuracy on images that are not learned from, and what is chosen by it.</summary>
public sealed class ValidationTests : IDisposable
{
    private static readonly ImageDataset _train = SyntheticImages.Create(120, classCount: 6);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Models => [.. ModelTable.All.Select(model => (model.Name, "greedy")), ("ff", "joint")];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Models))]
    public void The_last_accuracy_is_what_an_evaluation_of_the_network_finds(string model, string schedule)
    {
        TrainingState state = TrainerProbe.Complete(Spec(model, schedule), _train, threads: 2);
        Assert.Equal(Evaluate(state), state.ValidationAccuracy);
        Assert.Equal(Evaluate(state), state.History[^1].ValidationAccuracy);
    }

    [Theory]
    [InlineData("softmax", false)]
    [InlineData("sum", true)]
    public void A_layer_in_training_is_measured_as_the_last_of_a_network_that_ends_with_it(string prediction, bool skipFirstLayer)
    {
        TrainingSpec spec = Spec("ff", "greedy") with { Layers = [20, 18, 16], Prediction = prediction, SkipFirstLayer = skipFirstLayer };
        TrainingState whole = TrainerProbe.Complete(spec, _train);
        TrainingState part = TrainerProbe.Complete(spec with { Layers = [20, 18] }, _train);
        Assert.Equal(part.History.Select(metrics => metrics.ValidationAccuracy), whole.History.Take(part.History.Count).Select(metrics => metrics.ValidationAccuracy));
        Assert.Equal(Evaluate(part), whole.History[part.History.Count - 1].ValidationAccuracy);

        // What the first layer shows alone is measured though it will have no say.
        TrainingState first = TrainerProbe.Complete(spec with { Layers = [20], SkipFirstLayer = false }, _train);
        Assert.Equal(Evaluate(first), whole.History[first.History.Count - 1].ValidationAccuracy);
    }

    [Fact]
    public void Layers_that_train_jointly_are_each_measured_as_the_last_one()
    {
        TrainingState state = TrainerProbe.Complete(Spec("ff", "joint"), _train);
        EvaluationResult result = Evaluation(state);
        Assert.Equal(result.Layers[0].Accuracy, state.History[^2].ValidationAccuracy);
        Assert.Equal(result.Accuracy, state.History[^1].ValidationAccuracy);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Validation_images_teach_nothing(string model, string schedule)
    {
        TrainingSpec spec = Spec(model, schedule) with { Negatives = "hard" };
        ValidationSplit split = ValidationSplit.Of(_train, spec.ValidationSplit, spec.Seed);
        TrainingState without = TrainerProbe.Complete(spec with { ValidationSplit = 0 }, split.Train);
        TrainingState with = TrainerProbe.Complete(spec, _train);
        Bits.RequireEqual(Parameters(without), Parameters(with), "parameters");
        Assert.Equal(
            TrainerProbe.Untimed(without.History),
            TrainerProbe.Untimed(with.History).Select(metrics => metrics with { ValidationAccuracy = null }));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Early_stopping_ends_a_phase_where_the_accuracy_has_stopped_growing(string model, string schedule)
    {
        const int patience = 2;
        TrainingSpec spec = Spec(model, schedule) with { Epochs = 20 };
        TrainingState all = TrainerProbe.Complete(spec, _train);
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec with { EarlyStopping = patience }, _train, workers);
        long planned = trainer.TotalSteps;
        TrainerProbe.Complete(trainer);
        Assert.InRange(trainer.TotalSteps, 1, planned - 1);
        Assert.Equal(trainer.TotalSteps, trainer.CompletedSteps);
        int phases = ModelTable.Find(model).Definition.PhaseCount(spec);
        Assert.Equal(trainer.TotalSteps, Enumerable.Range(0, phases).Sum(phase => trainer.State.EpochsOf(phase).Count()) * trainer.StepsPerEpoch);

        // The first phase is the same until it stops; later ones have learned from what it left.
        EpochMetrics[] stopped = [.. trainer.State.EpochsOf(0)];
        Assert.Equal(TrainerProbe.Untimed(all.EpochsOf(0).Take(stopped.Length)), TrainerProbe.Untimed(stopped));
        Assert.Equal(ExpectedLength(all.EpochsOf(0), patience), stopped.Length);
        for (int phase = 1; phase < phases; phase++)
        {
            Assert.Equal(ExpectedLength(trainer.State.EpochsOf(phase), patience), trainer.State.EpochsOf(phase).Count());
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_best_epoch_is_what_a_training_of_as_many_epochs_leaves(string model, string schedule)
    {
        TrainingSpec spec = Spec(model, schedule) with { Epochs = 14 };
        spec = ModelTable.Find(model).Definition.PhaseCount(spec) > 1 ? spec with { Layers = [20] } : spec;
        spec = spec with { Epochs = EpochsWithALaterOne(TrainerProbe.Complete(spec, _train)) };
        TrainingState best = TrainerProbe.Complete(spec with { KeepBest = true }, _train, threads: 2);
        int epochs = best.BestEpochOf(0)!.Value + 1;
        Assert.InRange(epochs, 1, spec.Epochs[0] - 1);
        TrainingState shorter = TrainerProbe.Complete(spec with { Epochs = epochs }, _train);
        Bits.RequireEqual(Parameters(shorter), Parameters(best), "parameters");
        Assert.Equal(Evaluate(best), best.ValidationAccuracy);
        Assert.Equal(best.History.Max(metrics => metrics.LayerIndex == best.History[^1].LayerIndex ? metrics.ValidationAccuracy : 0), best.ValidationAccuracy);
        Assert.Empty(best.Best);
    }

    [Fact]
    public void A_layer_learns_from_the_best_of_the_layer_below()
    {
        TrainingSpec spec = Spec("ff", "greedy") with { Epochs = 9, KeepBest = true };
        TrainingState both = TrainerProbe.Complete(spec, _train);
        TrainingState first = TrainerProbe.Complete(spec with { Layers = [20] }, _train);
        Assert.InRange(first.BestEpochOf(0)!.Value, 0, spec.Epochs[0] - 2);
        Bits.RequireEqual(TrainerProbe.LayerParameters(first.Dense.Layers[0]), TrainerProbe.LayerParameters(both.Dense.Layers[0]), "layer 1");
        Assert.NotEqual(
            TrainerProbe.Complete(spec with { KeepBest = false }, _train).EpochsOf(1).First().Loss,
            both.EpochsOf(1).First().Loss);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Left_off_after_any_step_it_ends_with_the_same_bits(string model, string schedule)
    {
        TrainingSpec spec = Spec(model, schedule) with { Epochs = 5, BatchSize = 64, EarlyStopping = 1, KeepBest = true };
        TrainingState uninterrupted = TrainerProbe.Complete(spec, _train);
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
            TrainingStateFile.Write(_folder["state"], trainer.State);
            (long total, long completed) = (trainer.TotalSteps, trainer.CompletedSteps);
            trainer = TrainingDrivers.Resume(TrainingStateFile.Read(_folder["state"]), _train, workers);
            Assert.Equal((total, completed), (trainer.TotalSteps, trainer.CompletedSteps));
        }

        TrainerProbe.RequireEqual(uninterrupted, trainer.State);
        Assert.Equal(uninterrupted.ValidationAccuracy, trainer.State.ValidationAccuracy);
    }

    [Fact]
    public void The_weights_of_the_best_epoch_stand_in_a_checkpoint_and_are_missed_where_they_do_not()
    {
        TrainingSpec spec = Spec("ff", "greedy") with { KeepBest = true };
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        while (trainer.TakeStep().Count == 0)
        {
            // One epoch.
        }

        Assert.Equal(["best.layers.0.weight", "best.layers.0.bias"], trainer.State.Best.Select(kept => kept.Name));
        Assert.Equal(trainer.State.Network.Parameters["layers.0.weight"].ToArray(), trainer.State.Best[0].ToArray());
        TrainingStateFile.Write(_folder["state"], trainer.State);
        Engram.Storage.SafetensorsFile file = Engram.Storage.SafetensorsFile.Read(_folder["state"]);
        TrainingStateFile.Write(_folder["state"], [.. file.Tensors.Where(tensor => tensor.Name != "best.layers.0.bias")], file.Metadata);
        Assert.Contains(
            "best.layers.0.bias",
            Assert.Throws<EngramException>(() => TrainingStateFile.Read(_folder["state"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_number_of_images_is_refused()
    {
        TrainingState state = TrainingDrivers.Create(Spec("ff", "greedy") with { ValidationSplit = 0 }, _train, new WorkerPool(1)).State;
        TrainingState other = new(Spec("ff", "greedy"), state.Network, _train.Fingerprint, _train.Count, state.WrongLabels);
        Assert.Equal(
            "The checkpoint stands at step 1 of an epoch of 4 steps with wrong labels for 120 of 85 images; resume from an older checkpoint.",
            Assert.Throws<EngramException>(() => TrainingDrivers.Resume(other, _train, new WorkerPool(1))).Message);
    }

    private static TrainingSpec Spec(string model, string schedule) =>
        new() { Model = model, Schedule = schedule, Layers = [20, 18], Epochs = 3, BatchSize = 30, ValidationSplit = 0.3f };

    /// <summary>As many epochs as have one after their best.</summary>
    private static int EpochsWithALaterOne(TrainingState state)
    {
        double[] accuracies = [.. state.EpochsOf(0).Select(metrics => metrics.ValidationAccuracy!.Value)];
        return Enumerable.Range(2, accuracies.Length - 1).Last(count => accuracies.AsSpan(0, count).IndexOf(accuracies.Take(count).Max()) < count - 1);
    }

    private static int ExpectedLength(IEnumerable<EpochMetrics> epochs, int patience)
    {
        double best = -1;
        int since = 0;
        int length = 0;
        foreach (EpochMetrics epoch in epochs)
        {
            length++;
            since = epoch.ValidationAccuracy > best ? 0 : since + 1;
            best = Math.Max(best, epoch.ValidationAccuracy!.Value);
            if (since == patience)
            {
                break;
            }
        }

        return length;
    }

    private static float[] Parameters(TrainingState state) => [.. state.Network.Parameters.SelectMany(parameter => parameter.ToArray())];

    private static double Evaluate(TrainingState state) => Evaluation(state).Accuracy;

    private static EvaluationResult Evaluation(TrainingState state)
    {
        using WorkerPool workers = new(1);
        ImageDataset images = ValidationSplit.Of(_train, state.Spec.ValidationSplit, state.Spec.Seed).Validation!;
        return Engram.Analysis.Predictions.Evaluation.Evaluate(state.Network, images, state.Spec.Prediction, state.Spec.SkipFirstLayer, workers);
    }
}
