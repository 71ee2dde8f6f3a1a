namespace Engram.Labels;

/// <summary>All prediction rules. To add one: a file with its class, and a line here.</summary>
public static class PredictionRules
{
    private static readonly NamedTable<PredictionRule> _table = new(
        "prediction rule",
        one => one.Name,
        new SoftmaxPrediction(),
        new SumPrediction(),
        new LastLayerPrediction());

    /// <summary>Every rule, the paper's first, and those that were registered after them.</summary>
    public static IReadOnlyList<PredictionRule> All => _table.All;

    /// <summary>The rule of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static PredictionRule Find(string name) => _table.Find(name);

    /// <summary>Makes one known by its name, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    public static void Register(PredictionRule one) => _table.Register(one);
}
