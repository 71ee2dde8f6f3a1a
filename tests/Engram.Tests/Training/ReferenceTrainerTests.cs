using System.Globalization;
using Engram.Families.Dense;
using Engram.Layers;
using Engram.Models;
using Engram.Objectives;
using Engram.Optimizers;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>
/// Ten steps of training against an independent trainer in double precision, and against numbers that were approved once.
/// Tolerance: 2e-5 of the loss, which floats need after ten updates by Adam; an error in any formula is far outside it.
/// </summary>
public class ReferenceTrainerTests
{
    private const double Tolerance = 2e-5;
    private const int StepCount = 10;

    private static readonly ImageDataset _train = SyntheticImages.Create(44);

    public static TheoryData<string, string, string, string, float, bool> Cases()
    {
        TheoryData<string, string, string, string, float, bool> cases = [];
        foreach (Goodness goodness in GoodnessFunctions.All)
        {
            foreach (ActivationFunction activation in ActivationFunctions.All)
            {
                cases.Add(goodness.Name, activation.Name, "greedy", "resampled", 0, true);
                cases.Add(goodness.Name, activation.Name, "joint", "fixed", 0.2f, true);
                cases.Add(goodness.Name, activation.Name, "greedy", "fixed", 0, false);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ten_steps_have_the_losses_of_the_reference(string goodness, string activation, string schedule, string negatives, float dropout, bool biases)
    {
        Compare(Spec(schedule) with
        {
            Goodness = goodness,
            Activation = activation,
            Negatives = negatives,
            Dropout = dropout,
            Biases = biases,
        });
    }

    [Theory]
    [InlineData("greedy")]
    [InlineData("joint")]
    public void So_do_ten_steps_with_labels_behind_the_pixels(string schedule) => Compare(Spec(schedule) with { LabelCode = "appended" });

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void So_do_ten_steps_of_every_optimizer_with_every_learning_rate_schedule(string optimizer, string learningRateSchedule, string schedule) =>
        Compare(Spec(schedule) with
        {
            Optimizer = optimizer,
            WeightDecay = OptimizerTable.Find(optimizer).TakesWeightDecay ? 0.1f : 0,
            Momentum = OptimizerTable.Find(optimizer).TakesMomentum ? 0.9f : 0,
            LearningRateSchedule = learningRateSchedule,
            WarmUp = schedule == "joint" ? 1 : 0,
        });

    public static TheoryData<string, string, string> Optimizers =>
    [
        .. OptimizerTable.All.SelectMany(optimizer => LearningRateSchedules.All.SelectMany(
            rates => TrainingSchedules.All.Select(schedule => (optimizer.Name, rates.Name, schedule.Name)))),
    ];

    private static void Compare(TrainingSpec spec)
    {
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        ReferenceTrainer reference = new(spec, _train, trainer.State.Dense);
        for (int step = 0; step < StepCount; step++)
        {
            TrainingPosition position = trainer.State.Position;
            double[] actual = TrainerProbe.StepLosses(trainer, _train);
            double[] expected = [.. reference.TakeStep(position, trainer.State.WrongLabels)];
            Assert.Equal(expected.Length, actual.Length);
            for (int index = 0; index < expected.Length; index++)
            {
                Assert.Equal(expected[index], actual[index], Tolerance * expected[index]);
            }
        }
    }

    [Theory]
    [InlineData("greedy", "1.351449;1.304025;1.276526;1.243273;1.263002;1.212736;1.199913;1.132885;1.257120;1.219476")]
    [InlineData(
        "joint",
        "1.351449 1.273685 1.268828;1.304025 1.232203 1.234245;1.276526 1.160185 1.183988;"
        + "1.243273 1.110692 1.136108;1.184961 1.080715 1.076982;1.164019 1.033395 1.026635;"
        + "1.104300 0.955953 0.978721;1.074074 0.933431 0.928857;1.046678 0.885369 0.885469;"
        + "0.998434 0.839562 0.844466")]
    public void Ten_steps_have_the_approved_losses(string schedule, string approved)
    {
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(Spec(schedule), _train, workers);
        double[][] losses = [.. Enumerable.Range(0, StepCount).Select(_ => TrainerProbe.StepLosses(trainer, _train))];
        double[][] expected = [.. approved.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(step => step.Split(' ').Select(loss => double.Parse(loss, CultureInfo.InvariantCulture)).ToArray())];
        string received = string.Join(';', losses.Select(step => string.Join(' ', step.Select(loss => loss.ToString("F6", CultureInfo.InvariantCulture)))));
        bool equal = expected.Length == losses.Length
            && expected.Zip(losses).All(pair => pair.First.Zip(pair.Second).All(loss => Math.Abs(loss.First - loss.Second) <= Tolerance));
        Assert.True(equal, $"The losses are {received}; if the method was meant to change, approve them.");
    }

    // Greedy: four steps per layer, the fourth with 8 images; joint: two epochs and a half.
    private static TrainingSpec Spec(string schedule) => new()
    {
        Layers = [18, 20, 17],
        BatchSize = 12,
        Epochs = schedule == "greedy" ? 1 : 3,
        Schedule = schedule,
    };
}
