namespace Engram.Labels;

/// <summary>All negative policies. To add one: a file with its class, and a line here.</summary>
public static class NegativePolicies
{
    private static readonly NamedTable<NegativePolicy> _table = new(
        "negative policy",
        one => one.Name,
        new FixedNegatives(),
        new ResampledNegatives(),
        new HardNegatives(),
        new HardestOfFourNegatives(),
        new HardGoodnessNegatives());

    /// <summary>Every negative policy, and those that were registered after them.</summary>
    public static IReadOnlyList<NegativePolicy> All => _table.All;

    /// <summary>The policy of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static NegativePolicy Find(string name) => _table.Find(name);

    /// <summary>Makes one known by its name, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    public static void Register(NegativePolicy one) => _table.Register(one);
}
