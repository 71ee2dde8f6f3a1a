using Engram.Kernels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Networks;

public unsafe class ActivationFunctionTests
{
    [Fact]
    public void Names_are_those_of_specs() =>
        Assert.Equal(["relu", "sigmoid"], ActivationFunctions.All.Select(activation => activation.ToString()));

    [Fact]
    public void An_unknown_name_is_refused_with_those_there_are() => Assert.Equal(
        "There is no activation 'gelu'; choose one of relu, sigmoid.",
        Assert.Throws<EngramException>(() => ActivationFunctions.Find("gelu")).Message);

    [Theory]
    [InlineData("relu", 1)]
    [InlineData("relu", 37)]
    [InlineData("relu", 128)]
    [InlineData("sigmoid", 1)]
    [InlineData("sigmoid", 37)]
    [InlineData("sigmoid", 128)]
    public void Bias_and_function_are_applied_and_active_units_and_squares_counted(string name, int units)
    {
        Random random = new(3);
        float[] drives = random.SignedArray(units);
        float[] bias = random.SignedArray(units);
        (ActiveRows rows, float sum) = Apply(name, drives, bias);
        double[] expected = [.. drives.Select((drive, unit) => Expected(name, drive + bias[unit]))];
        for (int unit = 0; unit < units; unit++)
        {
            Assert.Equal(expected[unit], rows.Values.Row(1)[unit], 1e-6);
        }

        Assert.Equal(expected.Sum(value => value * value), sum, 1e-4);
        Assert.Equal(expected.Count(value => value > 0), rows.ActiveCount(1));
        Assert.All(rows.Values.PaddedRow(1)[units..].ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(0, rows.ActiveCount(0));
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("sigmoid")]
    public void A_labelled_image_gets_the_bits_of_its_drive_made_beforehand(string name)
    {
        Random random = new(5);
        const int Units = 37;
        (float[] product, float[] overlay, float[] bias) = (Padded(random), Padded(random), Padded(random));
        float[] drives = [.. product.Zip(overlay, (left, right) => (left + right) * 0.3f).Take(Units)];
        (ActiveRows expected, float expectedSum) = Apply(name, drives, bias[..Units]);
        ActiveRows actual = new(2, Units);
        Matrix biasRow = new(1, Units);
        bias.AsSpan(0, Units).CopyTo(biasRow.Row(0));
        float sum = ActivationFunctions.Find(name).ApplyOverlaid(
            KernelTable.Current, product, overlay, 0.3f, actual.Values, 1, biasRow.Start, actual.ActiveUnits(1));
        GC.KeepAlive(biasRow);
        Bits.RequireEqual(expected.Values.PaddedRow(1), actual.Values.PaddedRow(1), name);
        Assert.Equal(expectedSum, sum);
        Assert.Equal(expected.ActiveCount(1), actual.ActiveCount(1));

        static float[] Padded(Random random) => [.. random.SignedArray(Units), .. new float[Matrix.Padded(Units) - Units]];
    }

    [Theory]
    [InlineData("relu", -1e30f, 0)]
    [InlineData("relu", 1e30f, 1e30f)]
    [InlineData("sigmoid", -200, 0)]
    [InlineData("sigmoid", 200, 1)]
    [InlineData("relu", float.NaN, float.NaN)]
    [InlineData("sigmoid", float.NaN, float.NaN)]
    public void Extreme_drives(string name, float drive, float expected)
    {
        (ActiveRows rows, _) = Apply(name, [drive, 0.5f], [0, 0]);
        Assert.Equal(expected, rows.Values.Row(1)[0], 1e-30f);
    }

    [Fact]
    public void The_slope_of_the_rectifier_is_left_to_goodness_which_is_zero_where_it_is()
    {
        float[] gradient = [0, 2, -3];
        ActivationFunctions.Find("relu").Backward([0, 1, 4], gradient);
        Assert.Equal([0, 2, -3], gradient);
    }

    [Fact]
    public void The_slope_of_the_sigmoid_is_that_of_finite_differences()
    {
        for (float drive = -8; drive <= 8; drive += 0.25f)
        {
            const double step = 1e-5;
            double slope = (ReferenceGoodness.Sigmoid(drive + step) - ReferenceGoodness.Sigmoid(drive - step)) / (2 * step);
            float[] gradient = [-1.5f];
            ActivationFunctions.Find("sigmoid").Backward([(float)ReferenceGoodness.Sigmoid(drive)], gradient);
            Assert.Equal(-1.5 * slope, gradient[0], 1e-6);
        }
    }

    private static double Expected(string name, double drive) => name == "relu" ? Math.Max(drive, 0) : 1 / (1 + Math.Exp(-drive));

    // Row 1 of two, so that neighbors are seen.
    private static (ActiveRows Rows, float Sum) Apply(string name, float[] drives, float[] bias)
    {
        ActiveRows rows = new(2, drives.Length);
        Matrix biasRow = new(1, drives.Length);
        drives.CopyTo(rows.Values.Row(1));
        bias.CopyTo(biasRow.Row(0));
        float sum = ActivationFunctions.Find(name).Apply(KernelTable.Current, rows.Values, 1, biasRow.Start, rows.ActiveUnits(1));
        GC.KeepAlive(biasRow);
        return (rows, sum);
    }
}
