namespace Engram.Training;

/// <summary>All schedules. To add one: a file with its class, and a line here.</summary>
public static class TrainingSchedules
{
    /// <summary>Every schedule, the paper's first.</summary>
    public static IReadOnlyList<TrainingSchedule> All { get; } = [new GreedySchedule(), new JointSchedule()];

    /// <summary>The schedule of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static TrainingSchedule Find(string name) => NamedChoice.Find("schedule", name, All, schedule => schedule.Name);
}
