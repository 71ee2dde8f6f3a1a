namespace Engram.Labels.Patterns;

/// <summary>
/// A gray wave over a whole image that stands for a label, so that every filter sees it at every position: (1 + sin(2πf (x cos a + y sin a) + φ)) / 2, x and
/// y from 0 to 1 over the image's columns and rows (after Scodellaro et al., arXiv 2312.14924).
/// </summary>
/// <param name="Frequency">f, waves over the image.</param>
/// <param name="Angle">a, in degrees; 0 runs along a row.</param>
/// <param name="Phase">φ, in degrees.</param>
internal readonly record struct FourierWave(int Frequency, double Angle, int Phase)
{
    private const int Step = 45;
    private const double SmallestStep = 0.1;

    // Of 255 levels of gray; what pixels can hold.
    private const float LeastDifference = 1f / byte.MaxValue;

    // A wave should be seen as one: four pixels from crest to crest.
    private const int PixelsOfWave = 4;

    // Ten waves that are far apart, for the ten classes of the usual data.
    private static readonly FourierWave[] _first =
    [
        .. Waves(1, 0, 45, 90, 135),
        .. Waves(2, 0, 45, 90),
        .. Waves(3, 0, 45, 90),
    ];

    /// <summary>
    /// The grays of so many labels, no two alike on images of a shape: after the first waves come those of higher frequency, of the other phase, and at
    /// angles between.
    /// </summary>
    /// <exception cref="EngramException">There are not so many that differ.</exception>
    public static float[][] Draw(int labelCount, ImageShape shape)
    {
        int highest = Math.Max(3, Math.Min(shape.Height, shape.Width) / PixelsOfWave);
        List<float[]> drawn = [];
        foreach (FourierWave wave in _first.Concat(Further(highest)).Distinct())
        {
            float[] gray = wave.Draw(shape);
            if (drawn.TrueForAll(other => Differ(gray, other)))
            {
                drawn.Add(gray);
            }

            if (drawn.Count == labelCount)
            {
                return [.. drawn];
            }
        }

        throw new EngramException(
            $"There are {labelCount} classes, but only {drawn.Count} waves on {shape} images that differ; use labelCode morphological, or larger images.");
    }

    /// <summary>The wave's gray, from 0 for black to 1 for white, row by row.</summary>
    public float[] Draw(ImageShape shape)
    {
        float[] gray = new float[shape.PixelCount];
        (double down, double right) = Math.SinCos(Radians(Angle));
        for (int pixel = 0; pixel < gray.Length; pixel++)
        {
            double x = (double)(pixel % shape.Width) / shape.Width;
            double y = (double)(pixel / shape.Width) / shape.Height;
            gray[pixel] = (float)((1 + Math.Sin((2 * Math.PI * Frequency * ((x * right) + (y * down))) + Radians(Phase))) / 2);
        }

        return gray;
    }

    private static bool Differ(float[] one, float[] other)
    {
        for (int pixel = 0; pixel < one.Length; pixel++)
        {
            if (MathF.Abs(one[pixel] - other[pixel]) >= LeastDifference)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<FourierWave> Further(int highest)
    {
        for (double step = Step; step > SmallestStep; step /= 2)
        {
            foreach (int phase in (int[])[0, 90])
            {
                for (int frequency = 1; frequency <= highest; frequency++)
                {
                    for (double angle = 0; angle < 180; angle += step)
                    {
                        yield return new FourierWave(frequency, angle, phase);
                    }
                }
            }
        }
    }

    private static IEnumerable<FourierWave> Waves(int frequency, params int[] angles) => angles.Select(angle => new FourierWave(frequency, angle, Phase: 0));

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
