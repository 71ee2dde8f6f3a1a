namespace Engram.Optimizers;

/// <summary>All learning-rate schedules. To add one: a file with its class, and a line here.</summary>
public static class LearningRateSchedules
{
    private static readonly NamedTable<LearningRateSchedule> _table = new(
        "learning-rate schedule",
        one => one.Name,
        new ConstantLearningRate(),
        new CosineLearningRate(),
        new LinearCooldownLearningRate(),
        new SteppedLearningRate());

    /// <summary>Every schedule, the paper's first, and those that were registered after them.</summary>
    public static IReadOnlyList<LearningRateSchedule> All => _table.All;

    /// <summary>The schedule of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static LearningRateSchedule Find(string name) => _table.Find(name);

    /// <summary>Makes one known by its name, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    public static void Register(LearningRateSchedule one) => _table.Register(one);
}
