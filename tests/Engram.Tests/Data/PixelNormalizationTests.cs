namespace Engram.Tests.Data;

public sealed class PixelNormalizationTests
{
    [Theory]
    [InlineData(0, -0.42421296)]
    [InlineData(255, 2.82148653)]
    [InlineData(51, 0.22492697)]
    public void MNIST_is_centered_and_scaled(byte value, double expected)
    {
        Assert.Equal(expected, PixelNormalization.Mnist.Apply(0, value), 1e-6);
    }

    [Fact]
    public void Every_channel_has_its_own_constants()
    {
        PixelNormalization normalization = new([0.5f, 0f], [0.5f, 0.25f]);

        Assert.Equal([-1f, 1f], [normalization.Apply(0, 0), normalization.Apply(0, 255)]);
        Assert.Equal([0f, 4f], [normalization.Apply(1, 0), normalization.Apply(1, 255)]);
    }

    [Theory]
    [InlineData(new[] { 0f }, new[] { 0f }, "The standard deviation of channel 0 is 0, which no pixel can be normalized with; use finite numbers above 0.")]
    [InlineData(new[] { 0f, 0f }, new[] { 1f, -1f }, "The standard deviation of channel 1 is -1, which no pixel can be normalized with; use finite numbers above 0.")]
    [InlineData(new[] { float.NaN }, new[] { 1f }, "The mean of channel 0 is NaN, which no pixel can be normalized with; use finite numbers.")]
    [InlineData(new[] { 0f }, new[] { 1f, 1f }, "A normalization has 1 means and 2 standard deviations; give one of each for every channel.")]
    [InlineData(new float[0], new float[0], "A normalization has 0 means and 0 standard deviations; give one of each for every channel.")]
    public void Numbers_that_no_pixel_can_be_normalized_with_are_refused(float[] means, float[] deviations, string message) =>
        Assert.Equal(message, Assert.Throws<EngramException>(() => new PixelNormalization(means, deviations)).Message);

    [Fact]
    public void The_table_has_every_byte_in_order()
    {
        float[] table = PixelNormalization.Mnist.Table(0);

        Assert.Equal(256, table.Length);
        Assert.All(table.Index(), pair => Assert.Equal(PixelNormalization.Mnist.Apply(0, (byte)pair.Index), pair.Item));
        Assert.Equal(table.Order(), table);
    }
}
