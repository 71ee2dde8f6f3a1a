using Engram.Objectives;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Networks;

/// <summary>Every goodness function against its formula and finite differences of it in double precision.</summary>
public class GoodnessTests
{
    public static TheoryData<string> Names => [.. GoodnessFunctions.All.Select(goodness => goodness.Name)];

    [Fact]
    public void Names_are_those_of_specs() => Assert.Equal(
        ["l2-norm", "l1-norm", "linf-norm", "sum-of-squares", "mean-square", "top-k", "entmax"],
        GoodnessFunctions.All.Select(goodness => goodness.ToString()));

    [Fact]
    public void An_unknown_name_is_refused_with_those_there_are() => Assert.Equal(
        "There is no goodness 'l3-norm'; choose one of l2-norm, l1-norm, linf-norm, sum-of-squares, mean-square, top-k, entmax.",
        Assert.Throws<EngramException>(() => GoodnessFunctions.Find("l3-norm")).Message);

    [Theory]
    [InlineData("l2-norm", 1, 3)]
    [InlineData("l2-norm", 784, 3)]
    [InlineData("l1-norm", 1, 1)]
    [InlineData("l1-norm", 784, 28)]
    [InlineData("linf-norm", 784, 1)]
    [InlineData("sum-of-squares", 784, 9)]
    [InlineData("mean-square", 9, 1)]
    [InlineData("mean-square", 784, 9f / 784)]
    [InlineData("top-k", 4, 1.5f)]
    [InlineData("top-k", 800, 0.75f)]
    [InlineData("entmax", 784, 1)]
    public void Default_thresholds(string name, int unitCount, float threshold) =>
        Assert.Equal(threshold, GoodnessFunctions.Find(name).DefaultThreshold(unitCount));

    [Theory]
    [InlineData("l2-norm", 5)]
    [InlineData("l1-norm", 7)]
    [InlineData("linf-norm", 4)]
    [InlineData("sum-of-squares", 25)]
    [InlineData("mean-square", 6.25f)]
    [InlineData("top-k", 1.75f)]
    [InlineData("entmax", 14.815032f)]
    public void Values_of_a_small_vector(string name, float expected) =>
        Assert.Equal(expected, GoodnessFunctions.Find(name).Value([0, 3, 0, 4]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_double_precision(string name)
    {
        Random random = new(1);
        for (int units = 1; units <= 130; units++)
        {
            float[] activations = Activations(random, units);
            double expected = ReferenceGoodness.Value(name, ToDouble(activations));
            Assert.Equal(expected, GoodnessFunctions.Find(name).Value(activations), 1e-6 * expected);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_finite_differences_times_the_coefficient(string name)
    {
        Random random = new(2);
        foreach (int units in new[] { 1, 2, 15, 16, 17, 64, 100 })
        {
            foreach (float coefficient in new[] { 1, -0.25f, 3e-4f })
            {
                float[] activations = Activations(random, units);
                float[] gradient = Gradient(name, activations, coefficient);
                for (int unit = 0; unit < units; unit++)
                {
                    // Inactive units have no gradient: the rectifier's slope is zero there.
                    double expected = activations[unit] == 0 ? 0 : coefficient * Difference(name, activations, unit);
                    Assert.Equal(expected, gradient[unit], 2e-6 * Math.Abs(coefficient) * (1 + Math.Abs(expected / coefficient)));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_silent_sample_has_no_goodness_and_no_gradient(string name)
    {
        foreach (int units in new[] { 1, 16, 37 })
        {
            float[] activations = new float[units];
            Assert.Equal(0, GoodnessFunctions.Find(name).Value(activations));
            Assert.All(Gradient(name, activations, -0.5f), value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_anywhere_makes_goodness_NaN_and_its_gradient_does_not_fail(string name)
    {
        for (int place = 0; place < 37; place++)
        {
            float[] activations = Activations(new Random(place), 37);
            activations[place] = float.NaN;
            Assert.True(float.IsNaN(GoodnessFunctions.Find(name).Value(activations)));
            Assert.Equal(37, Gradient(name, activations, 1).Length);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Goodness_beyond_the_range_of_floats_is_infinite_or_right(string name)
    {
        float[] activations = [3e38f, 1e38f];
        float value = GoodnessFunctions.Find(name).Value(activations);
        Assert.True(float.IsPositiveInfinity(value) || value == 3e38f);
    }

    [Fact]
    public void Of_several_largest_units_the_first_carries_the_gradient() =>
        Assert.Equal([0, 2, 0, 0], Gradient("linf-norm", [1, 5, 5, 5], 2));

    [Fact]
    public void Of_several_equal_units_the_first_belong_to_the_k_largest() =>
        Assert.Equal([0, 1, 1, 1, 1, 1, 0], Gradient("top-k", [2, 5, 5, 9, 5, 5, 5], 5));

    [Fact]
    public void A_fiftieth_of_many_units_are_the_k_largest()
    {
        float[] activations = [.. Enumerable.Range(0, 500).Select(unit => (float)((unit * 7) % 500))];
        Assert.Equal(494.5f, GoodnessFunctions.Find("top-k").Value(activations));
        Assert.Equal(10, Gradient("top-k", activations, 1).Count(slope => slope == 0.1f));
    }

    [Fact]
    public void The_weights_of_entmax_are_those_of_few_units_where_activations_are_large()
    {
        Assert.Equal(100, GoodnessFunctions.Find("entmax").Value([10, 7, 0, 0]));
        Assert.Equal([20, 0, 0, 0], Gradient("entmax", [10, 7, 0, 0], 1));
    }

    private static float[] Gradient(string name, float[] activations, float coefficient)
    {
        Goodness goodness = GoodnessFunctions.Find(name);
        float[] gradient = new float[activations.Length];
        Array.Fill(gradient, 123);
        goodness.Gradient(activations, goodness.Value(activations), coefficient, gradient);
        return gradient;
    }

    private static double Difference(string name, float[] activations, int unit)
    {
        const double step = 1e-6;
        double[] above = ToDouble(activations);
        double[] below = ToDouble(activations);
        above[unit] += step;
        below[unit] -= step;
        return (ReferenceGoodness.Value(name, above) - ReferenceGoodness.Value(name, below)) / (2 * step);
    }

    private static double[] ToDouble(float[] values) => [.. values.Select(value => (double)value)];

    // As a rectifier leaves them: about half are zero, one is not.
    private static float[] Activations(Random random, int units)
    {
        float[] activations = [.. random.SignedArray(units).Select(value => MathF.Max(value, 0))];
        activations[random.Next(units)] = 0.5f + random.NextSingle();
        return activations;
    }
}
