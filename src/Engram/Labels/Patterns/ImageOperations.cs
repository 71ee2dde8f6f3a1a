using System.Numerics.Tensors;

namespace Engram.Labels.Patterns;

/// <summary>
/// Operations on one channel of an image that together stand for a label: the image is turned, then shifted, then changed in its shapes, then inverted.
/// What comes in from outside is black.
/// </summary>
/// <param name="Shapes">What becomes of shapes.</param>
/// <param name="Degrees">By how much it is turned, counterclockwise.</param>
/// <param name="Down">Rows by which it is shifted.</param>
/// <param name="Right">Columns.</param>
/// <param name="Inverts">Whether black and white change places.</param>
internal readonly record struct ImageOperations(ShapeOperation Shapes, int Degrees, int Down, int Right, bool Inverts)
{
    private const int SmallestShift = 2;

    // So much of an image may be shifted out of it at most, as a fraction of its side.
    private const int ShareOfShift = 4;

    private static readonly int[] _turns = [0, 15, -15, 30, -30];

    private static readonly (int Down, int Right)[] _directions = [(0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1)];

    /// <summary>
    /// The operations of so many labels, no two alike: none at all, then single ones, then several together. Fewer than asked for where an image has too few
    /// pixels for so many shifts.
    /// </summary>
    public static ImageOperations[] Of(int labelCount, ImageShape shape) => [.. All(shape).OrderBy(one => one.Rank).Select(one => one.Operations).Take(labelCount)];

    /// <summary>Whether the image is turned or shifted.</summary>
    public bool Moves => Degrees != 0 || Down != 0 || Right != 0;

    /// <summary>That part alone.</summary>
    public ImageOperations Move => this with { Shapes = ShapeOperation.None, Inverts = false };

    /// <summary>Applies them.</summary>
    /// <param name="image">The channel, row by row; receives the result.</param>
    /// <param name="width">Columns.</param>
    /// <param name="black">The number that is black.</param>
    /// <param name="white">The number that is white.</param>
    /// <param name="spare">Two images of work space.</param>
    public void Apply(Span<float> image, int width, float black, float white, Span<float> spare)
    {
        Span<float> first = spare[..image.Length];
        if (Moves)
        {
            image.CopyTo(first);
            Turn(first, image, width, black);
        }

        Neighborhood.Apply(Shapes, image, width, black, first, spare.Slice(image.Length, image.Length));
        if (Inverts)
        {
            TensorPrimitives.Subtract(black + white, image, image);
        }
    }

    private static IEnumerable<(int Rank, ImageOperations Operations)> All(ImageShape shape)
    {
        int rings = Math.Max(1, Math.Min(shape.Height, shape.Width) / ShareOfShift / SmallestShift);
        (int Down, int Right)[] shifts =
        [
            (0, 0),
            .. Enumerable.Range(1, rings).SelectMany(ring => _directions.Select(way => (way.Down * ring * SmallestShift, way.Right * ring * SmallestShift))),
        ];
        return
            from inverts in (bool[])[false, true]
            from shift in Enumerable.Range(0, shifts.Length)
            from turn in Enumerable.Range(0, _turns.Length)
            from shapes in Enum.GetValues<ShapeOperation>()
            select (
                RankOf(shapes != ShapeOperation.None ? 1 : 0, turn, shift, inverts ? 1 : 0),
                new ImageOperations(shapes, _turns[turn], shifts[shift].Down, shifts[shift].Right, inverts));
    }

    // How many there are together, and how far from the first of its kind any of them is.
    private static int RankOf(params ReadOnlySpan<int> places)
    {
        int count = 0;
        int farthest = 0;
        foreach (int place in places)
        {
            count += Math.Min(place, 1);
            farthest = Math.Max(farthest, place - 1);
        }

        return count + farthest;
    }

    // Turned around the middle, with numbers between pixels taken from the four around.
    private void Turn(ReadOnlySpan<float> source, Span<float> destination, int width, float black)
    {
        int height = source.Length / width;
        (double sin, double cos) = Math.SinCos(Degrees * Math.PI / 180);
        (double middleY, double middleX) = ((height - 1) / 2.0, (width - 1) / 2.0);
        for (int pixel = 0; pixel < destination.Length; pixel++)
        {
            double y = (pixel / width) - Down - middleY;
            double x = (pixel % width) - Right - middleX;
            destination[pixel] = At(source, width, height, middleY + (cos * y) + (sin * x), middleX + (cos * x) - (sin * y), black);
        }
    }

    private static float At(ReadOnlySpan<float> source, int width, int height, double y, double x, float black)
    {
        (int top, int left) = ((int)Math.Floor(y), (int)Math.Floor(x));
        (float down, float right) = ((float)(y - top), (float)(x - left));
        float upper = ((1 - right) * Pixel(source, width, height, top, left, black)) + (right * Pixel(source, width, height, top, left + 1, black));
        float lower = ((1 - right) * Pixel(source, width, height, top + 1, left, black)) + (right * Pixel(source, width, height, top + 1, left + 1, black));
        return ((1 - down) * upper) + (down * lower);
    }

    private static float Pixel(ReadOnlySpan<float> source, int width, int height, int y, int x, float black) =>
        (uint)y < (uint)height && (uint)x < (uint)width ? source[(y * width) + x] : black;
}
