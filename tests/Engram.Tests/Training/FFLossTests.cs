using Engram.Objectives;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Training;

public class FFLossTests
{
    [Fact]
    public void Softplus_has_the_value_of_double_precision()
    {
        for (float value = -40; value <= 40; value += 0.03125f)
        {
            double expected = ReferenceGoodness.Softplus(value);
            Assert.Equal(expected, FFLoss.Softplus(value), 1e-6 * expected);
        }
    }

    [Theory]
    [InlineData(1e4f, 1e4f)]
    [InlineData(-1e4f, 0)]
    [InlineData(3e38f, 3e38f)]
    [InlineData(-3e38f, 0)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(0, 0.6931472f)]
    public void Softplus_does_not_overflow(float value, float expected) => Assert.Equal(expected, FFLoss.Softplus(value));

    [Fact]
    public void Small_losses_keep_their_digits()
    {
        // log(1 + x) of a rounded sum would be 0 here, or wrong by half.
        Assert.Equal(Math.Exp(-20), FFLoss.Softplus(-20), 1e-6 * Math.Exp(-20));
        Assert.Equal(Math.Exp(-80), FFLoss.Softplus(-80), 1e-6 * Math.Exp(-80));
    }

    [Theory]
    [InlineData(1e4f, 1)]
    [InlineData(-1e4f, 0)]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(0, 0.5f)]
    [InlineData(float.NaN, float.NaN)]
    public void Sigmoid_does_not_overflow(float value, float expected) => Assert.Equal(expected, FFLoss.Sigmoid(value));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_loss_of_a_sample_is_that_of_the_method(bool positive)
    {
        for (float goodness = 0; goodness < 12; goodness += 0.37f)
        {
            double expected = ReferenceGoodness.Softplus(positive ? 3 - goodness : goodness - 3);
            Assert.Equal(expected, FFLoss.Value(goodness, 3, positive), 1e-6 * expected);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_slope_is_that_of_finite_differences(bool positive)
    {
        const double difference = 1e-5;
        for (float goodness = 0; goodness < 12; goodness += 0.37f)
        {
            double slope = (Loss(goodness + difference) - Loss(goodness - difference)) / (2 * difference);
            Assert.Equal(slope, FFLoss.Slope(goodness, 3, positive), 1e-6);
            Assert.Equal(positive ? -1 : 1, MathF.Sign(FFLoss.Slope(goodness, 3, positive)));
        }

        double Loss(double goodness) => ReferenceGoodness.Softplus(positive ? 3 - goodness : goodness - 3);
    }
}
