using Engram.Explorer.Bundles;

namespace Engram.Tests.Explorer;

public class ShrinkingTests
{
    [Theory]
    [InlineData(1, 28, 28, 10_000, 8_000_000, 1)]
    [InlineData(3, 32, 32, 10_000, 8_000_000, 2)]
    [InlineData(1, 28, 28, 10_000, 7_839_999, 2)]
    [InlineData(1, 5, 7, 1, 6, 3)]
    [InlineData(1, 4, 4, 100, 10, 4)]
    public void The_smallest_step_that_fits_is_taken(int channels, int height, int width, long count, long most, int expected) =>
        Assert.Equal(expected, Shrinking.ToFit(new ImageShape(channels, height, width), count, most).Step);

    [Fact]
    public void A_square_becomes_its_mean_and_at_the_edge_what_is_left_of_it()
    {
        Shrinking shrinking = new(new ImageShape(2, 3, 3), 2);
        Assert.Equal(new ImageShape(2, 2, 2), shrinking.Result);
        float[] small = new float[8];
        shrinking.Apply([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0, 0, 8], small);
        Assert.Equal([3, 4.5f, 7.5f, 9, 0, 0, 0, 8], small);
    }

    [Fact]
    public void A_step_of_one_changes_nothing()
    {
        float[] picture = [1, 2, 3, 4, 5, 6];
        float[] small = new float[6];
        new Shrinking(new ImageShape(1, 2, 3), 1).Apply(picture, small);
        Assert.Equal(picture, small);
    }
}
