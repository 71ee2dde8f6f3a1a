namespace Engram.Optimizers;

/// <summary>All learning-rate schedules. To add one: a file with its class, and a line here.</summary>
public static class LearningRateSchedules
{
    /// <summary>Every schedule, the paper's first.</summary>
    public static IReadOnlyList<LearningRateSchedule> All { get; } =
    [
        new ConstantLearningRate(),
        new CosineLearningRate(),
        new LinearCooldownLearningRate(),
        new SteppedLearningRate(),
    ];

    /// <summary>The schedule of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static LearningRateSchedule Find(string name) => NamedChoice.Find("learning-rate schedule", name, All, schedule => schedule.Name);
}
