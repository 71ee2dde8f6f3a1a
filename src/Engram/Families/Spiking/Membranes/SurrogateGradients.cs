namespace Engram.Families.Spiking.Membranes;

/// <summary>All surrogate gradients. To add one: a file with its class, and a line here.</summary>
internal static class SurrogateGradients
{
    private static readonly NamedTable<SurrogateGradient> _table = new(
        "surrogate gradient",
        one => one.Name,
        new ArcTangentGradient(),
        new FastSigmoidGradient());

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<SurrogateGradient> All => _table.All;

    /// <summary>The one of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static SurrogateGradient Find(string name) => _table.Find(name);
}
