namespace Engram.KernelTexts;

/// <summary>
/// <c>AccumulateTile</c> and <c>AccumulatePlaced</c>: some output rows, and for each some vectors of columns, whose sums stay in registers through all terms. The two
/// differ in where a term's factors are: packed one behind the other, or each in a place of its own.
/// </summary>
internal static class TileTemplate
{
    public static string Fill(VectorWidth width)
    {
        TileShape tile = width.Tile;
        TileShape placed = tile with { FetchesAhead = false, IsPlaced = true };
        TileShape[] shapes = [.. WithNarrower(tile), .. WithNarrower(placed)];
        return Source.Text(
            $$"""
            using System.Runtime.CompilerServices;
            using System.Runtime.Intrinsics;
            {{tile.FetchesAhead.Then("using System.Runtime.Intrinsics.X86;")}}
            using Engram.Tensors;
            {{width.Usings}}

            namespace Engram.Kernels;

            /// <content>
            /// Tiles. The methods with the loops hold nothing but the loop: a call, a branch or an edge case beside it makes the compiler
            /// keep the sums in memory.
            /// </content>
            internal sealed unsafe partial class Vector{{width.Bits}}Kernels
            {
                private const int Rows = {{tile.Rows}};
                private const int Columns = {{tile.Columns}};

                internal override int TileRows => Rows;

                internal override int TileColumns => Math.Max(Columns, Matrix.ColumnMultiple);

                internal override void AccumulateTile(
                    float* left,
                    int* rightRows,
                    int count,
                    in PanelRows right,
                    in PanelRows destination,
                    int* destinationRows,
                    int width,
                    bool accumulate)
                {
                    for (int column = 0; column < width; column += Columns)
                    {
                        {{tile.FetchesAhead.Then(
                            """
                            // While it works on columns it asks for the same rows of the next ones; in the last, or the only ones, for rows that it comes to later.
                            bool isLast = column + Columns >= width;
                            int* rowsAhead = isLast ? rightRows + TermsAhead : rightRows;
                            float* ahead = right.At(isLast ? column : column + Columns);
                            """)}}
                        {{tile.SpansPanels.Then(
                            $$"""
                            if (column + Columns > width)
                            {
                                {{Call(WithNarrower(tile)[^1])}}
                                return;
                            }

                            """)}}
                        {{Call(tile)}}
                    }
                }

                internal override void AccumulatePlaced(
                    float* left,
                    int* leftRows,
                    int* leftTerms,
                    int* rightRows,
                    int count,
                    in PanelRows right,
                    in PanelRows destination,
                    int* destinationRows,
                    int width,
                    bool accumulate)
                {
                    for (int column = 0; column < width; column += Columns)
                    {
                        {{tile.SpansPanels.Then(
                            $$"""
                            if (column + Columns > width)
                            {
                                {{Call(WithNarrower(placed)[^1])}}
                                return;
                            }

                            """)}}
                        {{Call(placed)}}
                    }
                }

                {{string.Join("\n\n", shapes.Select(shape => Method(width, shape)))}}
            }
            """);
    }

    // Where a tile spans two panels there is one for the last panel of an odd number.
    private static TileShape[] WithNarrower(TileShape tile) => tile.SpansPanels ? [tile, tile with { Columns = VectorWidth.PanelColumns }] : [tile];

    private static string Name(TileShape tile) => $"{(tile.IsPlaced ? "Placed" : "Tile")}{tile.Columns}";

    private static string Call(TileShape tile) => $"{Name(tile)}({string.Join(", ", Parameters(tile).Select(parameter => parameter.Argument))});";

    private static (string Declaration, string Argument)[] Parameters(TileShape tile) =>
    [
        ("float* left", "left"),
        .. tile.IsPlaced.Then(("int* leftRows", "leftRows")),
        .. tile.IsPlaced.Then(("int* leftTerms", "leftTerms")),
        ("int* rightRows", "rightRows"),
        ("int count", "count"),
        ("float* right", "right.At(column)"),
        ("nint rightStride", "right.RowStride"),
        .. tile.SpansPanels.Then(("nint rightPanelStride", "right.PanelStride")),
        .. tile.FetchesAhead.Then(("int* rowsAhead", "rowsAhead")),
        .. tile.FetchesAhead.Then(("float* ahead", "ahead")),
        ("float* destination", "destination.At(column)"),
        ("nint destinationStride", "destination.RowStride"),
        .. tile.SpansPanels.Then(("nint destinationPanelStride", "destination.PanelStride")),
        ("int* destinationRows", "destinationRows"),
        ("bool accumulate", "accumulate"),
    ];

    private static string Method(VectorWidth width, TileShape tile)
    {
        int[] rows = [.. Enumerable.Range(0, tile.Rows)];
        TileVector[] vectors = [.. TileVector.Of(width, tile)];
        return Source.Text(
            $$"""
            [MethodImpl(MethodImplOptions.NoInlining)]
            private static void {{Name(tile)}}(
                {{string.Join(",\n", Parameters(tile).Select(parameter => parameter.Declaration))}})
            {
                {{tile.IsPlaced.Then(string.Join("\n", rows.Select(row => $"float* left{row} = left + leftRows[{row}];")))}}
                {{rows.Select(row => $"Floats {string.Join(", ", vectors.Select(vector => $"{vector.Sum(row)} = default"))};")}}
                if (accumulate)
                {
                    float* output;
                    {{rows.SelectMany(row => (string[])
                    [
                        $"output = destination + (destinationRows[{row}] * destinationStride);",
                        .. vectors.Select(vector => $"{vector.Sum(row)} = Vector.Load({vector.In("output", "destinationPanelStride")});"),
                    ])}}
                }

                for (int term = 0; term < count; term++)
                {
                    float* source = right + (rightRows[term] * rightStride);
                    {{tile.IsPlaced.Then("nint place = leftTerms[term];")}}
                    {{tile.FetchesAhead.Then(FetchAhead(tile))}}
                    {{vectors.Select(vector => $"Floats {vector.Term} = Vector.Load({vector.In("source", "rightPanelStride")});")}}
                    Floats factor;
                    {{rows.SelectMany(row => (string[])
                    [
                        $"factor = Vector.Create({(tile.IsPlaced ? $"left{row}[place]" : $"left[{row}]")});",
                        .. vectors.Select(vector => $"{vector.Sum(row)} = Vector.{width.MultiplyAdd}(factor, {vector.Term}, {vector.Sum(row)});"),
                    ])}}
                    {{(!tile.IsPlaced).Then("left += Rows;")}}
                }

                float* target;
                {{rows.SelectMany(row => (string[])
                [
                    $"target = destination + (destinationRows[{row}] * destinationStride);",
                    .. vectors.Select(vector => $"{vector.Sum(row)}.Store({vector.In("target", "destinationPanelStride")});"),
                ])}}
            }
            """);
    }

    // A line of the cache is a row of a panel.
    private static string FetchAhead(TileShape tile) => Source.Text(
        $$"""
        if (Sse.IsSupported)
        {
            float* later = ahead + (rowsAhead[term] * rightStride);
            Sse.Prefetch0(later);
            {{tile.SpansPanels.Then("Sse.Prefetch0(later + rightPanelStride);")}}
        }

        """);
}
