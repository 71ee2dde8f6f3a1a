namespace Engram.Models;

/// <summary>All schedules. To add one: a file with its class, and a line here.</summary>
public static class TrainingSchedules
{
    private static readonly NamedTable<TrainingSchedule> _table = new(
        "schedule",
        one => one.Name,
        new GreedySchedule(),
        new JointSchedule());

    /// <summary>Every schedule, the paper's first, and those that were registered after them.</summary>
    public static IReadOnlyList<TrainingSchedule> All => _table.All;

    /// <summary>The schedule of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static TrainingSchedule Find(string name) => _table.Find(name);

    /// <summary>Makes one known by its name, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    public static void Register(TrainingSchedule one) => _table.Register(one);
}
