namespace Engram.KernelTexts;

/// <summary>One vector of a tile's columns.</summary>
/// <param name="Letter">Its letter in the names of variables.</param>
/// <param name="Panel">The panel in which it lies.</param>
/// <param name="Column">Its first column in that panel.</param>
internal sealed record TileVector(char Letter, int Panel, int Column)
{
    /// <summary>The right-hand row's vector.</summary>
    public string Term => $"b{Letter}";

    public static IEnumerable<TileVector> Of(VectorWidth width, TileShape tile) =>
        Enumerable.Range(0, tile.Columns / width.Lanes).Select(index =>
        {
            (int panel, int column) = Math.DivRem(index * width.Lanes, VectorWidth.PanelColumns);
            return new TileVector((char)('a' + index), panel, column);
        });

    /// <summary>The sum of an output row.</summary>
    public string Sum(int row) => $"s{row}{Letter}";

    /// <summary>Where it is in a row.</summary>
    public string In(string row, string panelStride) => (Panel, Column) switch
    {
        (0, 0) => row,
        (0, _) => $"{row} + {Column}",
        (1, 0) => $"{row} + {panelStride}",
        _ => throw new InvalidOperationException("A tile has two vectors per row at most."),
    };
}
