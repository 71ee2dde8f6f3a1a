namespace Engram.Networks;

/// <summary>All goodness functions. To add one: a file with its class, and a line here.</summary>
public static class GoodnessFunctions
{
    /// <summary>Every goodness function, the paper's first.</summary>
    public static IReadOnlyList<Goodness> All { get; } =
    [
        new L2NormGoodness(),
        new L1NormGoodness(),
        new LInfNormGoodness(),
        new SumOfSquaresGoodness(),
        new MeanSquareGoodness(),
        new TopKGoodness(),
        new EntmaxGoodness(),
    ];

    /// <summary>The goodness function of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static Goodness Find(string name) => NamedChoice.Find("goodness", name, All, goodness => goodness.Name);
}
