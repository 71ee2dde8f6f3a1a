using Engram.Analysis;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Analysis;

public class SparsenessTests
{
    [Theory]
    [InlineData(new float[] { 1, 1, 1, 1 }, 0)]
    [InlineData(new float[] { 0, 0, 7, 0 }, 1)]
    [InlineData(new float[] { 1, 1, 0, 0 }, 0.585786)]
    [InlineData(new float[] { 3, 4, 0, 0 }, 0.6)]
    [InlineData(new float[] { -3, 4, 0, 0 }, 0.6)]
    [InlineData(new float[] { 300, 400, 0, 0 }, 0.6)]
    [InlineData(new float[] { 2, 1, 0, 0, 0, 0, 0, 0, 0 }, 0.829180)]
    public void Hoyer_of_known_vectors(float[] activations, double expected) =>
        Assert.Equal(expected, Sparseness.Hoyer(activations), 1e-6);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(784)]
    public void A_silent_sample_has_no_sparseness(int units) => Assert.True(double.IsNaN(Sparseness.Hoyer(new float[units])));

    [Fact]
    public void Hoyer_is_the_formula_and_within_zero_and_one()
    {
        Random random = new(1);
        for (int units = 2; units < 200; units++)
        {
            float[] activations = [.. random.SignedArray(units).Select(value => MathF.Max(value, 0))];
            activations[0] = 1;
            double norm1 = activations.Sum(value => (double)value);
            double norm2 = Math.Sqrt(activations.Sum(value => (double)value * value));
            double root = Math.Sqrt(units);
            double sparseness = Sparseness.Hoyer(activations);
            Assert.Equal((root - (norm1 / norm2)) / (root - 1), sparseness, 1e-5);
            Assert.InRange(sparseness, 0, 1);
        }
    }
}
