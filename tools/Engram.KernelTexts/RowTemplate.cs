namespace Engram.KernelTexts;

/// <summary>Work on one row of activations or parameters, whose 16 partial sums are one panel's vectors.</summary>
internal static class RowTemplate
{
    public static string Fill(VectorWidth width)
    {
        IReadOnlyList<int> vectors = width.PanelVectors;
        string sums = $"Floats {string.Join(", ", vectors.Select(vector => $"sum{vector} = default"))};";
        return Source.Text(
            $$"""
            using System.Runtime.Intrinsics;
            using Engram.Tensors;
            {{width.Usings}}

            namespace Engram.Kernels;

            /// <content>Work on one row of activations or parameters. The 16 partial sums are in vectors of {{width.Lanes}}.</content>
            internal sealed unsafe partial class Vector{{width.Bits}}Kernels
            {
                internal override float Rectify(float* values, float* bias, int width, ulong* activeUnits)
                {
                    ClearLastWord(activeUnits, width);
                    {{sums}}
                    for (int column = 0; column < width; column += Matrix.ColumnMultiple)
                    {
                        {{vectors.Select(vector => $"Floats value{vector} = Rectified({Load("values", vector)}, {At("bias", vector)}, {At("values", vector)});")}}
                        {{vectors.Select(AddSquare)}}
                        SetBits(activeUnits, column, {{Bits(vector => $"value{vector}")}});
                    }

                    return SumLanes({{width.FoldedSums}});
                }

                internal override float RectifyOverlaid(float* product, float* overlay, float scale, float* bias, float* values, int width, ulong* activeUnits)
                {
                    ClearLastWord(activeUnits, width);
                    Floats factor = Vector.Create(scale);
                    {{sums}}
                    for (int column = 0; column < width; column += Matrix.ColumnMultiple)
                    {
                        {{vectors.Select(vector => $"Floats value{vector} = Rectified(({Load("product", vector)} + {Load("overlay", vector)}) * factor, {At("bias", vector)}, {At("values", vector)});")}}
                        {{vectors.Select(AddSquare)}}
                        SetBits(activeUnits, column, {{Bits(vector => $"value{vector}")}});
                    }

                    return SumLanes({{width.FoldedSums}});
                }

                internal override void CollectActive(float* values, int width, ulong* activeUnits)
                {
                    ClearLastWord(activeUnits, width);
                    for (int column = 0; column < width; column += Matrix.ColumnMultiple)
                    {
                        SetBits(activeUnits, column, {{Bits(vector => Load("values", vector))}});
                    }
                }

                internal override float SumOfSquares(float* values, int width)
                {
                    {{sums}}
                    for (int column = 0; column < width; column += Matrix.ColumnMultiple)
                    {
                        {{vectors.Select(vector => $"Floats value{vector} = {Load("values", vector)};")}}
                        {{vectors.Select(AddSquare)}}
                    }

                    return SumLanes({{width.FoldedSums}});
                }

                internal override float SumOfMagnitudes(float* values, int width)
                {
                    {{sums}}
                    for (int column = 0; column < width; column += Matrix.ColumnMultiple)
                    {
                        {{vectors.Select(vector => $"sum{vector} += Vector.Abs({Load("values", vector)});")}}
                    }

                    return SumLanes({{width.FoldedSums}});
                }

                internal override void Adam(float* parameters, float* gradient, float* firstMoment, float* secondMoment, int width, in AdamStep step)
                {
                    Floats decay1 = Vector.Create(step.Decay1), rate1 = Vector.Create(step.Rate1);
                    Floats decay2 = Vector.Create(step.Decay2), rate2 = Vector.Create(step.Rate2);
                    Floats stepSize = Vector.Create(-step.StepSize), rootScale = Vector.Create(step.RootScale), floor = Vector.Create(step.Floor);
                    Floats leastMoment = Vector.Create(AdamStep.LeastMoment);
                    for (int column = 0; column < width; column += Floats.Count)
                    {
                        Floats slope = Vector.Load(gradient + column);
                        Floats first = Vector.{{width.MultiplyAdd}}(decay1, Vector.Load(firstMoment + column), rate1 * slope);
                        Floats second = Vector.{{width.MultiplyAdd}}(decay2, Vector.Load(secondMoment + column), rate2 * slope * slope);
                        first = Vector.AndNot(first, Vector.LessThan(Vector.Abs(first), leastMoment));
                        first.Store(firstMoment + column);
                        second.Store(secondMoment + column);
                        Floats root = Vector.{{width.MultiplyAdd}}(Vector.Sqrt(second), rootScale, floor);
                        Vector.{{width.MultiplyAdd}}(stepSize, first / root, Vector.Load(parameters + column)).Store(parameters + column);
                        Floats.Zero.Store(gradient + column);
                    }
                }

                // The comparison is false for NaN, which therefore stays.
                private static Floats Rectified(Floats drive, float* bias, float* values)
                {
                    Floats value = drive + Vector.Load(bias);
                    Floats rectified = Vector.AndNot(value, Vector.LessThanOrEqual(value, Floats.Zero));
                    rectified.Store(values);
                    return rectified;
                }

                private static ulong ActiveBits(Floats values) =>
                    (~Vector.Equals(values, Floats.Zero)).ExtractMostSignificantBits();
            }
            """);

        string At(string row, int vector) => width.In($"{row} + column", vector);

        string Load(string row, int vector) => $"Vector.Load({At(row, vector)})";

        string AddSquare(int vector) => $"sum{vector} = Vector.{width.MultiplyAdd}(value{vector}, value{vector}, sum{vector});";

        string Bits(Func<int, string> values) => string.Join(" | ", vectors.Select(vector =>
            vector == 0 ? $"ActiveBits({values(vector)})" : $"(ActiveBits({values(vector)}) << {vector * width.Lanes})"));
    }
}
