namespace Engram.KernelTexts;

/// <summary><c>AccumulateRow</c>: one output row, of which a strip of columns stays in registers through all terms.</summary>
internal static class ListTemplate
{
    public static string Fill(VectorWidth width)
    {
        int[] panels = [.. Enumerable.Range(1, width.List.EndPanels)];
        return Source.Text(
            $$"""
            using System.Runtime.CompilerServices;
            using System.Runtime.Intrinsics;
            using Engram.Tensors;
            {{width.Usings}}

            namespace Engram.Kernels;

            /// <content>
            /// Lists of single rows. The methods with the loops hold nothing but the loop: a call, a branch or an edge case beside it
            /// makes the compiler keep the sums in memory.
            /// </content>
            internal sealed unsafe partial class Vector{{width.Bits}}Kernels
            {
                private const int StripColumns = {{width.List.StripColumns}};

                // Behind the last strip as many are taken at once as have sums enough not to wait for each other.
                private const int EndColumns = {{width.List.EndPanels * VectorWidth.PanelColumns}};

                internal override void AccumulateRow(
                    float* left,
                    int* rightRows,
                    int count,
                    in PanelRows right,
                    in PanelRows destination,
                    int width,
                    bool accumulate)
                {
                    int column = 0;
                    for (; column + StripColumns <= width; column += StripColumns)
                    {
                        RowStrip(left, rightRows, count, right.At(column), right.RowStride, right.PanelStride, destination.At(column), destination.PanelStride, accumulate);
                    }

                    {{(panels.Length > 1).Then(
                        """
                        // Where fewer are left, the last panel stands for those that are missing: it is written again, with the same sums.
                        int last = width - Matrix.ColumnMultiple;
                        """)}}
                    for (; column < width; column += EndColumns)
                    {
                        {{panels.Skip(1).Select(panel => $"int {Column(panel)} = Math.Min({Column(panel - 1)} + Matrix.ColumnMultiple, last);")}}
                        RowEnd(
                            left,
                            rightRows,
                            count,
                            {{panels.Select(panel => $"right.At({Column(panel)}),")}}
                            right.RowStride,
                            {{panels.Select(panel => $"destination.At({Column(panel)}),")}}
                            accumulate);
                    }
                }

                {{Strip(width)}}

                {{End(width)}}
            }
            """);

        static string Column(int panel) => panel == 1 ? "column" : $"column{panel}";
    }

    private static string Strip(VectorWidth width)
    {
        // The vectors of each panel, numbered through.
        int[][] panels = [.. Enumerable.Range(0, width.List.StripColumns / width.Lanes).Chunk(width.PanelVectors.Count)];
        return Source.Text(
            $$"""
            [MethodImpl(MethodImplOptions.NoInlining)]
            private static void RowStrip(
                float* left,
                int* rightRows,
                int count,
                float* right,
                nint rightStride,
                nint rightPanelStride,
                float* destination,
                nint destinationPanelStride,
                bool accumulate)
            {
                {{Declare(panels.Length * width.PanelVectors.Count)}}
                if (accumulate)
                {
                    float* output = destination;
                    {{PanelByPanel("output", "destinationPanelStride", (sum, place) => $"{sum} = Vector.Load({place});")}}
                }

                for (int term = 0; term < count; term++)
                {
                    float* source = right + (rightRows[term] * rightStride);
                    Floats factor = Vector.Create(left[term]);
                    {{PanelByPanel("source", "rightPanelStride", (sum, place) => $"{sum} = Vector.{width.MultiplyAdd}(factor, Vector.Load({place}), {sum});")}}
                }

                {{PanelByPanel("destination", "destinationPanelStride", (sum, place) => $"{sum}.Store({place});")}}
            }
            """);

        IEnumerable<string> PanelByPanel(string pointer, string stride, Func<string, string, string> line) =>
            panels.SelectMany((sums, panel) => (string[])
            [
                .. panel == 0 ? (string[])[] : [$"{pointer} += {stride};"],
                .. sums.Select((sum, vector) => line($"s{sum}", width.In(pointer, vector))),
            ]);
    }

    private static string End(VectorWidth width)
    {
        int[] panels = [.. Enumerable.Range(1, width.List.EndPanels)];
        return Source.Text(
            $$"""
            [MethodImpl(MethodImplOptions.NoInlining)]
            private static void RowEnd(
                float* left,
                int* rightRows,
                int count,
                {{panels.Select(panel => $"float* right{panel},")}}
                nint rightStride,
                {{panels.Select(panel => $"float* destination{panel},")}}
                bool accumulate)
            {
                {{Declare(panels.Length * width.PanelVectors.Count)}}
                if (accumulate)
                {
                    {{VectorByVector("destination", (sum, place) => $"{sum} = Vector.Load({place});")}}
                }

                for (int term = 0; term < count; term++)
                {
                    nint offset = rightRows[term] * rightStride;
                    Floats factor = Vector.Create(left[term]);
                    {{VectorByVector("right", (sum, place) => $"{sum} = Vector.{width.MultiplyAdd}(factor, Vector.Load({place}), {sum});", " + offset")}}
                }

                {{VectorByVector("destination", (sum, place) => $"{sum}.Store({place});")}}
            }
            """);

        IEnumerable<string> VectorByVector(string pointer, Func<string, string, string> line, string offset = "") =>
            panels.SelectMany(panel => width.PanelVectors.Select(vector =>
                line($"s{((panel - 1) * width.PanelVectors.Count) + vector}", width.In($"{pointer}{panel}{offset}", vector))));
    }

    private static IEnumerable<string> Declare(int count) =>
        Enumerable.Range(0, count).Select(sum => $"s{sum} = default").Chunk(7).Select(line => $"Floats {string.Join(", ", line)};");
}
