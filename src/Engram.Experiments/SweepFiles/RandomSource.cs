using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>What a key of a random search is drawn from.</summary>
/// <param name="name">The key.</param>
internal abstract class RandomSource(string name)
{
    public string Name { get; } = name;

    /// <summary>A value, the same for the same stream on every machine.</summary>
    public abstract SpecValue Draw(RandomStream random);
}

/// <summary>One of several values, all equally likely.</summary>
internal sealed class RandomChoice(string name, IReadOnlyList<SpecValue> values) : RandomSource(name)
{
    public override SpecValue Draw(RandomStream random) => values[random.NextIndex(values.Count)];
}
