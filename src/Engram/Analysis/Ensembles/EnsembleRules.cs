namespace Engram.Analysis.Ensembles;

/// <summary>All ensemble rules. To add one: a file with its class, and a line here.</summary>
public static class EnsembleRules
{
    /// <summary>The paper's rule, which further analyses take their ensembles from.</summary>
    internal static EnsembleRule MeanRatio { get; } = new MeanRatioRule();

    private static readonly NamedTable<EnsembleRule> _table = new(
        "ensemble rule",
        one => one.Name,
        MeanRatio,
        new QuantileRule(),
        new KolmogorovSmirnovRule(),
        new SelectivityRule());

    /// <summary>Every rule, the paper's first, and those that were registered after them.</summary>
    public static IReadOnlyList<EnsembleRule> All => _table.All;

    /// <summary>The library's own.</summary>
    internal static IReadOnlyList<EnsembleRule> Own => _table.Own;

    /// <summary>The rule of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static EnsembleRule Find(string name) => _table.Find(name);

    /// <summary>Makes one known by its name, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    public static void Register(EnsembleRule one) => _table.Register(one);
}
