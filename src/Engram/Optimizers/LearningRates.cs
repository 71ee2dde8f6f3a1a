namespace Engram.Optimizers;

/// <summary>The learning rate of every step of a phase: it grows along a line while warming up, then follows its schedule.</summary>
/// <param name="schedule">The schedule after warm-up.</param>
/// <param name="learningRate">What the schedule's factors are shares of.</param>
/// <param name="stepCount">Steps of the phase.</param>
/// <param name="warmUpSteps">How many of them warm up.</param>
internal sealed class LearningRates(LearningRateSchedule schedule, double learningRate, long stepCount, long warmUpSteps)
{
    /// <summary>The step from which on the learning rate does not grow; null where that is not known.</summary>
    public long? NeverGrowsFromStep => schedule.NeverGrows ? warmUpSteps + 1 : null;

    /// <summary>The learning rate of a step, counted from 1.</summary>
    public double this[long stepNumber] => stepNumber <= warmUpSteps
        ? learningRate * stepNumber / (warmUpSteps + 1)
        : learningRate * schedule.Factor((stepNumber - 1 - warmUpSteps) / (double)(stepCount - warmUpSteps));
}
