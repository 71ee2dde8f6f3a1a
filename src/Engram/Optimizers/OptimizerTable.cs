namespace Engram.Optimizers;

/// <summary>All optimizers. To add one: a file with its class, and a line here.</summary>
public static class OptimizerTable
{
    private static readonly NamedTable<Optimizer> _table = new(
        "optimizer",
        one => one.Name,
        new AdamOptimizer(),
        new AdamWOptimizer(),
        new SgdOptimizer());

    /// <summary>Every optimizer, the paper's first, and those that were registered after them.</summary>
    public static IReadOnlyList<Optimizer> All => _table.All;

    /// <summary>The optimizer of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static Optimizer Find(string name) => _table.Find(name);

    /// <summary>Makes one known by its name, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    public static void Register(Optimizer one) => _table.Register(one);
}
