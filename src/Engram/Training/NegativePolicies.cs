namespace Engram.Training;

/// <summary>All negative policies. To add one: a file with its class, and a line here.</summary>
public static class NegativePolicies
{
    /// <summary>Every negative policy.</summary>
    public static IReadOnlyList<NegativePolicy> All { get; } = [new FixedNegatives(), new ResampledNegatives(), new HardNegatives()];

    /// <summary>The policy of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static NegativePolicy Find(string name) => NamedChoice.Find("negative policy", name, All, policy => policy.Name);
}
