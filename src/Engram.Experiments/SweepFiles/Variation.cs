using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>One thing that a sweep varies: alternatives, each of which gives values to one key or several.</summary>
/// <param name="Alternatives">The alternatives, in order.</param>
internal sealed record Variation(IReadOnlyList<IReadOnlyList<SpecValue>> Alternatives)
{
    /// <summary>Whether every alternative gives the key a value, so that no other value of it is ever used.</summary>
    public bool AlwaysSets(string name) => Alternatives.All(values => values.Any(value => value.Name == name));

    /// <summary>Every key that an alternative gives a value to, and where the first of them stands.</summary>
    public IEnumerable<SpecValue> FirstValues() => Alternatives.SelectMany(values => values).DistinctBy(value => value.Name);

    /// <summary>One alternative of each variation, in all combinations; the last variation changes fastest.</summary>
    public static IEnumerable<IReadOnlyList<SpecValue>> Product(IEnumerable<Variation> variations) => variations.Aggregate(
        (IEnumerable<IReadOnlyList<SpecValue>>)[[]],
        (combinations, variation) =>
            from combination in combinations
            from alternative in variation.Alternatives
            select (IReadOnlyList<SpecValue>)[.. combination, .. alternative]);
}
