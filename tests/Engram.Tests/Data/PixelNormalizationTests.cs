using Engram.Data;

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

    [Fact]
    public void The_table_has_every_byte_in_order()
    {
        float[] table = PixelNormalization.Mnist.Table(0);

        Assert.Equal(256, table.Length);
        Assert.All(table.Index(), pair => Assert.Equal(PixelNormalization.Mnist.Apply(0, (byte)pair.Index), pair.Item));
        Assert.Equal(table.Order(), table);
    }
}
