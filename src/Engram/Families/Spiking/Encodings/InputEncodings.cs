namespace Engram.Families.Spiking.Encodings;

/// <summary>All encodings. To add one: a file with its class, and a line here.</summary>
internal static class InputEncodings
{
    private static readonly NamedTable<InputEncoding> _table = new(
        "encoding",
        one => one.Name,
        new ConstantEncoding(),
        new PoissonEncoding(),
        new LatencyEncoding(),
        new FrameEncoding());

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<InputEncoding> All => _table.All;

    /// <summary>The one of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static InputEncoding Find(string name) => _table.Find(name);
}
