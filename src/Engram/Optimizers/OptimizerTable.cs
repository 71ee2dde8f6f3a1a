namespace Engram.Optimizers;

/// <summary>All optimizers. To add one: a file with its class, and a line here.</summary>
public static class OptimizerTable
{
    /// <summary>Every optimizer, the paper's first.</summary>
    public static IReadOnlyList<Optimizer> All { get; } =
    [
        new AdamOptimizer(),
        new AdamWOptimizer(),
        new SgdOptimizer(),
    ];

    /// <summary>The optimizer of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static Optimizer Find(string name) => NamedChoice.Find("optimizer", name, All, optimizer => optimizer.Name);
}
