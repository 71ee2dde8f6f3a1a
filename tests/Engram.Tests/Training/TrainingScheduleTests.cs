using Engram.Families.Dense;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

public class TrainingScheduleTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(20);

    [Fact]
    public void Names_are_those_of_specs() =>
        Assert.Equal(["greedy", "joint"], TrainingSchedules.All.Select(schedule => schedule.ToString()));

    [Fact]
    public void An_unknown_schedule_is_refused_with_those_there_are() => Assert.Equal(
        "There is no schedule 'both'; choose one of greedy, joint.",
        Assert.Throws<EngramException>(() => TrainingSchedules.Find("both")).Message);

    [Fact]
    public void Greedy_trains_one_layer_per_phase()
    {
        TrainingSchedule schedule = TrainingSchedules.Find("greedy");
        Assert.Equal(3, schedule.PhaseCount(3));
        Assert.Equal([0..1, 1..2, 2..3], Enumerable.Range(0, 3).Select(phase => schedule.TrainedLayers(phase, 3)));
    }

    [Fact]
    public void Joint_trains_all_layers_in_one_phase()
    {
        TrainingSchedule schedule = TrainingSchedules.Find("joint");
        Assert.Equal(1, schedule.PhaseCount(3));
        Assert.Equal(0..3, schedule.TrainedLayers(0, 3));
    }

    [Fact]
    public void Greedy_changes_one_layer_at_a_time()
    {
        Assert.Equal(["0", "0", "0", "0", "1", "1", "1", "1", "2", "2", "2", "2"], ChangedLayers("greedy"));
    }

    [Fact]
    public void Joint_changes_every_layer_on_every_step()
    {
        Assert.Equal(["012", "012", "012", "012"], ChangedLayers("joint"));
    }

    [Theory]
    [InlineData("greedy", 6)]
    [InlineData("joint", 2)]
    public void An_image_counts_each_time_that_it_is_shown(string schedule, int epochs) =>
        Assert.Equal(epochs, TrainerProbe.Complete(Spec(schedule), _train).FinishedEpochs);

    [Theory]
    [InlineData("greedy", new[] { 0, 0, 1, 1, 2, 2 }, new[] { 0, 1, 0, 1, 0, 1 })]
    [InlineData("joint", new[] { 0, 1, 2, 0, 1, 2 }, new[] { 0, 0, 0, 1, 1, 1 })]
    public void Every_epoch_of_every_layer_is_recorded_in_order(string schedule, int[] layers, int[] epochs)
    {
        TrainingState state = TrainerProbe.Complete(Spec(schedule), _train);
        Assert.Equal(layers.Select(layer => (int?)layer), state.History.Select(metrics => metrics.LayerIndex));
        Assert.Equal(epochs, state.History.Select(metrics => metrics.EpochIndex));
    }

    [Theory]
    [InlineData("greedy", 12)]
    [InlineData("joint", 4)]
    public void Steps_are_counted(string schedule, int totalSteps)
    {
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(Spec(schedule), _train, workers);
        Assert.Equal((2, totalSteps), (trainer.StepsPerEpoch, trainer.TotalSteps));
        for (int step = 0; step < totalSteps; step++)
        {
            Assert.Equal(step, trainer.CompletedSteps);
            Assert.False(trainer.IsComplete);
            IReadOnlyList<EpochMetrics> ended = trainer.TakeStep();
            Assert.Equal(step % 2 == 1 ? (schedule == "joint" ? 3 : 1) : 0, ended.Count);
        }

        Assert.Equal(totalSteps, trainer.CompletedSteps);
        Assert.True(trainer.IsComplete);
        Assert.Throws<InvalidOperationException>(trainer.TakeStep);
    }

    [Fact]
    public void A_layer_does_not_know_whether_others_will_follow()
    {
        TrainingState three = TrainerProbe.Complete(Spec("greedy"), _train);
        TrainingState one = TrainerProbe.Complete(Spec("greedy") with { Layers = [18] }, _train);
        Bits.RequireEqual(
            TrainerProbe.LayerParameters(one.Dense.Layers[0]), TrainerProbe.LayerParameters(three.Dense.Layers[0]), "first layer");
    }

    // For every step, the layers whose parameters it changed.
    private static string[] ChangedLayers(string schedule)
    {
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(Spec(schedule), _train, workers);
        List<string> changed = [];
        while (!trainer.IsComplete)
        {
            float[][] before = [.. trainer.State.Dense.Layers.Select(TrainerProbe.LayerParameters)];
            trainer.TakeStep();
            float[][] after = [.. trainer.State.Dense.Layers.Select(TrainerProbe.LayerParameters)];
            changed.Add(string.Concat(Enumerable.Range(0, 3).Where(layer => !before[layer].SequenceEqual(after[layer]))));
        }

        return [.. changed];
    }

    private static TrainingSpec Spec(string schedule) =>
        new() { Layers = [18, 20, 17], Epochs = 2, BatchSize = 10, Schedule = schedule };
}
