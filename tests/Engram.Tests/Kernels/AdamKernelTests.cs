using Engram.Kernels;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Kernels;

/// <summary>The Adam kernel of every table: bits against a float reference, values against PyTorch's formula in double precision.</summary>
public sealed unsafe class AdamKernelTests : IDisposable
{
    private const int MaximumWidth = 272;

    private readonly Random _random = new(3);
    private readonly GuardedBuffer<float> _parameters = new(MaximumWidth);
    private readonly GuardedBuffer<float> _gradient = new(MaximumWidth);
    private readonly GuardedBuffer<float> _first = new(MaximumWidth);
    private readonly GuardedBuffer<float> _second = new(MaximumWidth);

    public static TheoryData<string> Tables => KernelTables.Names;

    public void Dispose()
    {
        _parameters.Dispose();
        _gradient.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_step_has_the_same_bits_in_every_table_and_clears_the_gradient(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        for (int width = 0; width <= MaximumWidth; width += Matrix.ColumnMultiple)
        {
            foreach (Placement placement in Enum.GetValues<Placement>())
            {
                CheckStep(kernels, width, placement, new AdamStep(0.01, 1 + _random.Next(1000)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Two_hundred_steps_follow_the_formula_in_double_precision(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        const double rate = 0.003;
        float[] parameters = _random.SignedArray(32);
        double[] expected = [.. parameters.Select(value => (double)value)];
        double[] first = new double[32];
        double[] second = new double[32];
        float* start = _parameters.Place(parameters, Placement.EndsAtGuard);
        float* firstStart = _first.Place(new float[32], Placement.EndsAtGuard);
        float* secondStart = _second.Place(new float[32], Placement.EndsAtGuard);
        for (int step = 1; step <= 200; step++)
        {
            float[] gradient = _random.SignedArray(32);
            gradient[0] = 0;
            gradient[1] *= 1e-9f;
            kernels.Adam(start, _gradient.Place(gradient, Placement.EndsAtGuard), firstStart, secondStart, 32, new AdamStep(rate, step));
            for (int index = 0; index < 32; index++)
            {
                first[index] = (0.9 * first[index]) + (0.1 * gradient[index]);
                second[index] = (0.999 * second[index]) + (0.001 * gradient[index] * gradient[index]);
                double denominator = (Math.Sqrt(second[index]) / Math.Sqrt(1 - Math.Pow(0.999, step))) + 1e-8;
                expected[index] -= rate / (1 - Math.Pow(0.9, step)) * first[index] / denominator;
            }
        }

        for (int index = 0; index < 32; index++)
        {
            Assert.Equal(expected[index], _parameters.Values[index], 2e-6);
        }

        Assert.Equal(parameters[0], _parameters.Values[0]);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_first_step_moves_every_parameter_by_the_learning_rate_against_its_gradient(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        float[] gradient = [.. Enumerable.Range(0, 16).Select(index => (index % 2 == 0 ? 1 : -1) * MathF.Pow(10, index - 5))];
        float* start = _parameters.Place(new float[16], Placement.EndsAtGuard);
        kernels.Adam(
            start,
            _gradient.Place(gradient, Placement.EndsAtGuard),
            _first.Place(new float[16], Placement.EndsAtGuard),
            _second.Place(new float[16], Placement.EndsAtGuard),
            16,
            new AdamStep(0.01, 1));

        for (int index = 0; index < 16; index++)
        {
            Assert.Equal(-0.01 * Math.Sign(gradient[index]), _parameters.Values[index], 2e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_moment_that_is_no_normal_number_becomes_zero_and_what_is_no_number_stays(string table)
    {
        KernelTable kernels = KernelTables.Find(table);
        float least = BitConverter.UInt32BitsToSingle(0x0080_0000);
        float[] first = [least, -least, 2 * least, -2 * least, float.Epsilon, -float.Epsilon, 0, 1, .. new float[7], float.NaN];
        float[] parameters = [.. Enumerable.Repeat(.5f, 16)];
        kernels.Adam(
            _parameters.Place(parameters, Placement.EndsAtGuard),
            _gradient.Place(new float[16], Placement.EndsAtGuard),
            _first.Place(first, Placement.EndsAtGuard),
            _second.Place(new float[16], Placement.EndsAtGuard),
            16,
            new AdamStep(0.01, 1000));

        Assert.Equal(AdamStep.LeastMoment, least);
        Assert.Equal([0, 0, .9f * 2 * least, -.9f * 2 * least, 0, 0, 0, .9f, .. new float[7], float.NaN], _first.Values.ToArray());
        Assert.Equal(parameters[..7], _parameters.Values[..7].ToArray());
        Assert.True(float.IsNaN(_parameters.Values[15]));
    }

    [Fact]
    public void The_constants_are_those_of_PyTorch()
    {
        AdamStep step = new(0.01, 3);

        Assert.Equal([0.9f, 0.1f, 0.999f, 0.001f, 1e-8f], [step.Decay1, step.Rate1, step.Decay2, step.Rate2, step.Floor]);
        Assert.Equal(0.01 / (1 - (0.9 * 0.9 * 0.9)), step.StepSize, 1e-8);
        Assert.Equal(1 / Math.Sqrt(1 - (0.999 * 0.999 * 0.999)), step.RootScale, 1e-5);
    }

    private void CheckStep(KernelTable kernels, int width, Placement placement, AdamStep step)
    {
        float[] parameters = _random.SignedArray(width);
        float[] gradient = _random.SignedArray(width);
        float[] first = _random.SignedArray(width);
        float[] second = [.. _random.SignedArray(width).Select(MathF.Abs)];
        kernels.Adam(
            _parameters.Place(parameters, placement),
            _gradient.Place(gradient, placement),
            _first.Place(first, placement),
            _second.Place(second, placement),
            width,
            step);
        for (int index = 0; index < width; index++)
        {
            parameters[index] = ReferenceKernels.Adam(kernels.IsFused, parameters[index], gradient[index], ref first[index], ref second[index], step);
        }

        Bits.RequireEqual(parameters, _parameters.Values, $"{kernels}, width {width}, parameters");
        Bits.RequireEqual(first, _first.Values, $"{kernels}, width {width}, first moments");
        Bits.RequireEqual(second, _second.Values, $"{kernels}, width {width}, second moments");
        Bits.RequireEqual(new float[width], _gradient.Values, $"{kernels}, width {width}, gradient");
        foreach (GuardedBuffer<float> buffer in new[] { _parameters, _gradient, _first, _second })
        {
            buffer.RequireUntouchedSurroundings();
        }
    }
}
