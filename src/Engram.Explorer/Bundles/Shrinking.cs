
namespace Engram.Explorer.Bundles;

/// <summary>Makes pictures small enough for a page: each square of pixels becomes one, their mean.</summary>
/// <param name="Shape">The shape of the pictures.</param>
/// <param name="Step">Rows and columns of a square; 1 leaves pictures as they are.</param>
internal readonly record struct Shrinking(ImageShape Shape, int Step)
{
    /// <summary>The shape of what becomes of a picture.</summary>
    public ImageShape Result => new(Shape.Channels, (Shape.Height + Step - 1) / Step, (Shape.Width + Step - 1) / Step);

    /// <summary>The smallest squares with which so many pictures take no more than some values; one pixel is the least that is left of a picture.</summary>
    public static Shrinking ToFit(ImageShape shape, long count, long mostValues)
    {
        int step = 1;
        while (new Shrinking(shape, step) is { Result: { PixelCount: > 1 } result } && count * result.InputSize > mostValues)
        {
            step++;
        }

        return new Shrinking(shape, step);
    }

    /// <summary>Shrinks one picture, [channels, height, width].</summary>
    public void Apply(ReadOnlySpan<float> picture, Span<float> result)
    {
        ImageShape small = Result;
        for (int place = 0; place < result.Length; place++)
        {
            int channel = place / small.PixelCount;
            int top = place % small.PixelCount / small.Width * Step;
            int left = place % small.Width * Step;
            result[place] = Mean(picture.Slice(channel * Shape.PixelCount, Shape.PixelCount), top, left);
        }
    }

    private float Mean(ReadOnlySpan<float> channel, int top, int left)
    {
        int bottom = Math.Min(top + Step, Shape.Height);
        int right = Math.Min(left + Step, Shape.Width);
        float sum = 0;
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                sum += channel[(row * Shape.Width) + column];
            }
        }

        return sum / ((bottom - top) * (right - left));
    }
}
