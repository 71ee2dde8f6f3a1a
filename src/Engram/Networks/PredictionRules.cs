namespace Engram.Networks;

/// <summary>All prediction rules. To add one: a file with its class, and a line here.</summary>
public static class PredictionRules
{
    /// <summary>Every rule, the paper's first.</summary>
    public static IReadOnlyList<PredictionRule> All { get; } = [new SoftmaxPrediction(), new SumPrediction()];

    /// <summary>The rule of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static PredictionRule Find(string name) => NamedChoice.Find("prediction rule", name, All, rule => rule.Name);
}
