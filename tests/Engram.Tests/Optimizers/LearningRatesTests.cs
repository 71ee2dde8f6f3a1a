using Engram.Optimizers;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Optimizers;

/// <summary>Learning rates of every schedule against its formula, and what the proof of rest may rely on.</summary>
public sealed class LearningRatesTests
{
    private const int StepsPerEpoch = 25;

    public static TheoryData<string, int> Cases =>
        [.. LearningRateSchedules.All.SelectMany(schedule => new[] { 0, 2 }.Select(warmUp => (schedule.Name, warmUp)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rates_are_those_of_the_formula(string schedule, int warmUp)
    {
        TrainingSpec spec = new() { Epochs = 8, LearningRateSchedule = schedule, WarmUp = warmUp };
        LearningRates rates = new(LearningRateSchedules.Find(schedule), spec.LearningRate[0], spec.Epochs[0] * StepsPerEpoch, warmUp * StepsPerEpoch);
        for (int step = 1; step <= spec.Epochs[0] * StepsPerEpoch; step++)
        {
            Assert.Equal(ReferenceOptimizer.LearningRate(spec, StepsPerEpoch, step), rates[step], 1e-12);
            Assert.InRange(rates[step], double.Epsilon, spec.LearningRate[0]);
            Assert.True(step <= rates.NeverGrowsFromStep || rates[step] <= rates[step - 1]);
        }

        Assert.Equal((warmUp * StepsPerEpoch) + 1, rates.NeverGrowsFromStep);
        Assert.True(warmUp == 0 || rates[StepsPerEpoch] > rates[StepsPerEpoch - 1]);
    }

    [Fact]
    public void A_unit_rests_at_the_earliest_when_the_learning_rate_has_stopped_to_grow()
    {
        Assert.Equal(10, Steps(new AdamOptimizer(), 0).RestsFromStep);
        Assert.Equal(10, Steps(new AdamOptimizer(), 9).RestsFromStep);
        Assert.Equal(51, Steps(new AdamOptimizer(), 50).RestsFromStep);
        Assert.Null(Steps(new AdamWOptimizer(), 0).RestsFromStep);
    }

    private static OptimizerSteps Steps(Optimizer optimizer, int warmUpSteps) =>
        new(optimizer, new LearningRates(new CosineLearningRate(), 0.01, 100, warmUpSteps), default);
}
