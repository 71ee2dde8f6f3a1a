namespace Engram.KernelTexts;

/// <summary>What a width's kernels have of their own; all else is in the templates.</summary>
internal sealed record VectorWidth
{
    /// <summary>Columns of a panel, and partial sums of a row: <c>Matrix.ColumnMultiple</c>.</summary>
    public const int PanelColumns = 16;

    /// <summary>All widths.</summary>
    public static IReadOnlyList<VectorWidth> All { get; } =
    [
        new()
        {
            Bits = 128,

            // Rounds twice where the machine cannot fuse.
            MultiplyAdd = "MultiplyAddEstimate",
            Tile = new(Rows: 6, Columns: 8, FetchesAhead: false),
            List = new(StripColumns: 48, EndPanels: 1),
            FoldedSums = "(sum0 + sum2) + (sum1 + sum3)",
        },
        new()
        {
            Bits = 256,
            MultiplyAdd = "FusedMultiplyAdd",
            Tile = new(Rows: 6, Columns: 16, FetchesAhead: true),
            List = new(StripColumns: 112, EndPanels: 3),
            FoldedSums = "sum0 + sum1",
        },
        new()
        {
            Bits = 512,
            MultiplyAdd = "FusedMultiplyAdd",
            Tile = new(Rows: 12, Columns: 32, FetchesAhead: true),
            List = new(StripColumns: 224, EndPanels: 4),
            FoldedSums = "sum0.GetLower() + sum0.GetUpper()",
        },
    ];

    /// <summary>Bits of a vector.</summary>
    public required int Bits { get; init; }

    /// <summary>The vector method that multiplies and adds.</summary>
    public required string MultiplyAdd { get; init; }

    /// <summary>How tiles are unrolled.</summary>
    public required TileShape Tile { get; init; }

    /// <summary>How lists of single rows are unrolled.</summary>
    public required ListShape List { get; init; }

    /// <summary>The 16 partial sums once the upper half has been added to the lower, until one vector of 256 or 128 bits is left.</summary>
    public required string FoldedSums { get; init; }

    /// <summary>Floats of a vector.</summary>
    public int Lanes => Bits / 32;

    /// <summary>The vectors of a panel, in order.</summary>
    public IReadOnlyList<int> PanelVectors => [.. Enumerable.Range(0, PanelColumns / Lanes)];

    /// <summary>Where a panel's vector is, from the panel's row on.</summary>
    public string In(string row, int vector) => vector == 0 ? row : $"{row} + {vector * Lanes}";

    /// <summary>The type, for the <c>using</c> that names it in a file.</summary>
    public string Usings =>
        $"""
        using Floats = System.Runtime.Intrinsics.Vector{Bits}<float>;
        using Vector = System.Runtime.Intrinsics.Vector{Bits};
        """;
}
