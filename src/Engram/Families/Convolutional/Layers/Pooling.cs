namespace Engram.Families.Convolutional.Layers;

/// <summary>How one number is made of a window of a map.</summary>
public static class Pooling
{
    /// <summary>The largest.</summary>
    public const string Max = "max";

    /// <summary>The mean.</summary>
    public const string Mean = "mean";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [Max, Mean];

    /// <summary>Fails with a sentence where there is no such pooling.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    internal static void Require(string name) => NamedChoice.Find("pooling", name, All, known => known);
}
