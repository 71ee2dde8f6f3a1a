namespace Engram.Objectives;

/// <summary>All goodness functions. To add one: a file with its class, and a line here.</summary>
public static class GoodnessFunctions
{
    private static readonly NamedTable<Goodness> _table = new(
        "goodness",
        one => one.Name,
        new L2NormGoodness(),
        new L1NormGoodness(),
        new LInfNormGoodness(),
        new SumOfSquaresGoodness(),
        new MeanSquareGoodness(),
        new TopKGoodness(),
        new EntmaxGoodness());

    /// <summary>Every goodness function, the paper's first, and those that were registered after them.</summary>
    public static IReadOnlyList<Goodness> All => _table.All;

    /// <summary>The goodness function of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static Goodness Find(string name) => _table.Find(name);

    /// <summary>Makes one known by its name, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    public static void Register(Goodness one) => _table.Register(one);
}
