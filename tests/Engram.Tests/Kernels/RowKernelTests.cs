using Engram.Kernels;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Kernels;

/// <summary>The kernels on one row of activations, of every table, at every padded length and placement.</summary>
public sealed unsafe class RowKernelTests : IDisposable
{
    private const int MaximumWidth = 272;

    private static readonly float[] _special =
    [
        0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, 1, -1, 1e-20f, 3e38f,
    ];

    private readonly Random _random = new(2);
    private readonly GuardedBuffer<float> _values = new(MaximumWidth);
    private readonly GuardedBuffer<float> _bias = new(MaximumWidth + Expansion.Overread);
    private readonly GuardedBuffer<ulong> _bits = new((MaximumWidth + 63) / 64);

    public static TheoryData<string> Tables => KernelTables.Names;

    public void Dispose()
    {
        _values.Dispose();
        _bias.Dispose();
        _bits.Dispose();
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Rectify_adds_the_bias_clears_what_is_not_above_zero_and_lists_the_rest(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        ForEachCase((width, placement) =>
        {
            float[] values = WithSpecialValues(_random.SignedArray(width));
            float[] bias = _random.SignedArray(width);
            CheckRectify(kernels, values, bias, placement);
        });
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Rectify_sums_squares_in_sixteen_lanes(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        ForEachCase((width, placement) =>
        {
            float[] values = _random.SignedArray(width);
            float* start = _values.Place(values, placement);
            float sum = kernels.Rectify(start, _bias.Place(_random.SignedArray(width), placement), width, _bits.Place(new ulong[(width + 63) / 64], placement));

            Assert.Equal(ReferenceKernels.SumOfSquares(kernels.IsFused, _values.Values), sum);
            Assert.Equal(_values.Values.ToArray().Sum(value => (double)value * value), sum, 1e-4);
        });
    }

    // The activation function's own default makes the drive by a library and then applies itself: two passes with the same roundings.
    [Theory]
    [MemberData(nameof(Tables))]
    public void A_labelled_image_is_rectified_in_one_pass_with_the_bits_of_two(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        ForEachCase((width, placement) =>
        {
            float[] product = WithSpecialValues(_random.SignedArray(width));
            float[] overlay = _random.SignedArray(width);
            float[] bias = _random.SignedArray(width);
            float scale = _random.NextSingle();
            float[] expected = [.. product.Zip(overlay, (left, right) => (left + right) * scale).Zip(bias, ReferenceKernels.Rectified)];
            ulong[] old = [.. Enumerable.Repeat(ulong.MaxValue, (width + 63) / 64)];
            float* values = _values.Place(_random.SignedArray(width), placement);
            ulong* bits = _bits.Place(old, placement);
            float sum;
            fixed (float* products = product)
            fixed (float* overlays = overlay)
            {
                sum = kernels.RectifyOverlaid(products, overlays, scale, _bias.Place(bias, placement), values, width, bits);
            }

            Bits.RequireEqual(expected, _values.Values, $"{kernels}, width {width}");
            Assert.Equal(ReferenceKernels.ActiveBits(expected), _bits.Values.ToArray());
            Bits.RequireEqual([ReferenceKernels.SumOfSquares(kernels.IsFused, expected)], [sum], "sum of squares");
            RequireUntouchedSurroundings();
        });
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_drive_of_exactly_zero_is_silent(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        float[] values = _random.SignedArray(48);
        CheckRectify(kernels, values, [.. values.Select(value => -value)], Placement.EndsAtGuard);
        Assert.All(_values.Values.ToArray(), value => Assert.Equal(0, BitConverter.SingleToInt32Bits(value)));
        Assert.All(_bits.Values.ToArray(), word => Assert.Equal(0UL, word));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void NaN_stays_and_counts_as_active(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        float[] values = new float[80];
        values[3] = float.NaN;
        values[79] = -float.NaN;
        float sum = kernels.Rectify(
            _values.Place(values, Placement.EndsAtGuard),
            _bias.Place(new float[80], Placement.EndsAtGuard),
            80,
            _bits.Place([ulong.MaxValue, ulong.MaxValue], Placement.EndsAtGuard));

        Assert.True(float.IsNaN(sum));
        Assert.True(float.IsNaN(_values.Values[3]) && float.IsNaN(_values.Values[79]));
        Assert.Equal([1UL << 3, 1UL << 15], _bits.Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Active_units_are_those_that_are_not_zero(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        ForEachCase((width, placement) =>
        {
            float[] values = WithSpecialValues(_random.SignedArray(width));
            ulong[] old = [.. Enumerable.Repeat(ulong.MaxValue, (width + 63) / 64)];
            kernels.CollectActive(_values.Place(values, placement), width, _bits.Place(old, placement));

            Assert.Equal(ReferenceKernels.ActiveBits(values), _bits.Values.ToArray());
            Bits.RequireEqual(values, _values.Values, "values that are only read");
            RequireUntouchedSurroundings();
        });
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Packed_values_are_taken_to_their_units(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        foreach (double density in new[] { 0, 0.1, 0.5, 1 })
        {
            ForEachCase((width, placement) =>
            {
                float[] expected = [.. WithSpecialValues(_random.SignedArray(width)).Select(value => _random.NextDouble() < density ? value : 0)];
                ulong[] bits = ReferenceKernels.ActiveBits(expected);
                float[] packed = [.. expected.Where(value => value != 0), .. Enumerable.Repeat(float.NaN, Expansion.Overread)];
                kernels.Expand(_bias.Place(packed, placement), _bits.Place(bits, placement), _values.Place(_random.SignedArray(width), placement), width);

                Bits.RequireEqual([.. expected.Select(value => value == 0 ? 0 : value)], _values.Values, $"{width} values");
                Assert.Equal(bits, _bits.Values.ToArray());
                RequireUntouchedSurroundings();
            });
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Sums_have_the_bits_of_sixteen_lanes_and_the_value_of_double_precision(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        ForEachCase((width, placement) =>
        {
            float[] values = _random.SignedArray(width);
            float* start = _values.Place(values, placement);
            float squares = kernels.SumOfSquares(start, width);
            float magnitudes = kernels.SumOfMagnitudes(start, width);

            Assert.Equal(ReferenceKernels.SumOfSquares(kernels.IsFused, values), squares);
            Assert.Equal(ReferenceKernels.SumOfMagnitudes(values), magnitudes);
            Assert.Equal(values.Sum(value => (double)value * value), squares, 1e-4);
            Assert.Equal(values.Sum(value => Math.Abs((double)value)), magnitudes, 1e-4);
            Bits.RequireEqual(values, _values.Values, "values that are only read");
            RequireUntouchedSurroundings();
        });
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Sums_of_values_with_NaN_are_NaN(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        for (int place = 0; place < 32; place++)
        {
            float[] values = new float[32];
            values[place] = float.NaN;
            float* start = _values.Place(values, Placement.EndsAtGuard);
            Assert.True(float.IsNaN(kernels.SumOfSquares(start, 32)));
            Assert.True(float.IsNaN(kernels.SumOfMagnitudes(start, 32)));
        }
    }

    [Fact]
    public void Sums_of_a_row_take_any_length()
    {
        for (int length = 0; length <= 257; length++)
        {
            foreach (Placement placement in Enum.GetValues<Placement>())
            {
                float[] values = _random.SignedArray(length);
                _values.Place(values, placement);
                Assert.Equal(values.Sum(value => (double)value * value), RowSums.OfSquares(_values.Values), 1e-4);
                Assert.Equal(values.Sum(value => Math.Abs((double)value)), RowSums.OfMagnitudes(_values.Values), 1e-4);
            }
        }
    }

    [Fact]
    public void Padding_with_zeros_does_not_change_a_sum_of_whole_lanes()
    {
        float[] values = _random.SignedArray(48);
        Assert.Equal(RowSums.OfSquares(values), RowSums.OfSquares([.. values, .. new float[16]]));
        Assert.Equal(RowSums.OfMagnitudes(values), RowSums.OfMagnitudes([.. values, .. new float[16]]));
    }

    private static void ForEachCase(Action<int, Placement> check)
    {
        for (int width = 0; width <= MaximumWidth; width += Matrix.ColumnMultiple)
        {
            foreach (Placement placement in Enum.GetValues<Placement>())
            {
                check(width, placement);
            }
        }
    }

    private void CheckRectify(KernelTable kernels, float[] values, float[] bias, Placement placement)
    {
        float[] expected = [.. values.Zip(bias, ReferenceKernels.Rectified)];
        ulong[] old = [.. Enumerable.Repeat(ulong.MaxValue, (values.Length + 63) / 64)];
        kernels.Rectify(_values.Place(values, placement), _bias.Place(bias, placement), values.Length, _bits.Place(old, placement));

        Bits.RequireEqual(expected, _values.Values, $"{kernels}, width {values.Length}");
        Assert.Equal(ReferenceKernels.ActiveBits(expected), _bits.Values.ToArray());
        RequireUntouchedSurroundings();
    }

    private void RequireUntouchedSurroundings()
    {
        _values.RequireUntouchedSurroundings();
        _bits.RequireUntouchedSurroundings();
    }

    // Every third value on average, so that special and ordinary ones share vectors.
    private float[] WithSpecialValues(float[] values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (_random.Next(3) == 0)
            {
                values[index] = _special[_random.Next(_special.Length)];
            }
        }

        return values;
    }
}
