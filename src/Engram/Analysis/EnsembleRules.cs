namespace Engram.Analysis;

/// <summary>All ensemble rules. To add one: a file with its class, and a line here.</summary>
public static class EnsembleRules
{
    /// <summary>The paper's rule, which further analyses take their ensembles from.</summary>
    internal static EnsembleRule MeanRatio { get; } = new MeanRatioRule();

    /// <summary>Every rule, the paper's first.</summary>
    public static IReadOnlyList<EnsembleRule> All { get; } =
    [
        MeanRatio,
        new QuantileRule(),
        new KolmogorovSmirnovRule(),
        new SelectivityRule(),
    ];

    /// <summary>The rule of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static EnsembleRule Find(string name) => NamedChoice.Find("ensemble rule", name, All, rule => rule.Name);
}
