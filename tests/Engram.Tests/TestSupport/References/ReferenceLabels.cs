namespace Engram.Tests.TestSupport.References;

/// <summary>Labels that are spread over an image, in double precision, written from their definitions.</summary>
internal static class ReferenceLabels
{
    private static readonly (int Frequency, int Degrees)[] _waves = [(1, 0), (1, 45), (1, 90), (1, 135), (2, 0), (2, 45), (2, 90), (3, 0), (3, 45), (3, 90)];

    /// <summary>The normalized pixels of an image with a label, of at most ten classes.</summary>
    public static double[] Write(TrainingSpec spec, ImageDataset data, double[] input, int label)
    {
        int pixels = data.Shape.PixelCount;
        if (spec.LabelCode == "overlay")
        {
            return [.. input.Select((value, index) => index % pixels >= data.ClassCount ? value : index % pixels == label ? data.MaximumInput : 0)];
        }

        return [.. input.Chunk(pixels).SelectMany((image, channel) =>
        {
            (double mean, double deviation) = (data.Normalization.Mean[channel], data.Normalization.StandardDeviation[channel]);
            double[] gray = [.. image.Select(value => (value * deviation) + mean)];
            double[] labelled = spec.LabelCode == "fourier"
                ? [.. gray.Select((value, pixel) => ((1 - spec.LabelShare) * value) + (spec.LabelShare * Wave(_waves[label], data.Shape, pixel)))]
                : Operate(label, gray, data.Shape.Height, data.Shape.Width);
            return labelled.Select(value => (value - mean) / deviation);
        })];
    }

    /// <summary>The gray of a wave.</summary>
    public static double Wave((int Frequency, int Degrees) wave, ImageShape shape, int pixel)
    {
        double x = (double)(pixel % shape.Width) / shape.Width;
        double y = (double)(pixel / shape.Width) / shape.Height;
        double angle = wave.Degrees * Math.PI / 180;
        return (1 + Math.Sin(2 * Math.PI * wave.Frequency * ((x * Math.Cos(angle)) + (y * Math.Sin(angle))))) / 2;
    }

    /// <summary>The operations of the first labels on gray from 0 to 1: none, erosion, dilation, opening, closing, gradient, a turn, a shift, inversion.</summary>
    public static double[] Operate(int label, double[] gray, int height, int width)
    {
        double Pixel(double[] image, int y, int x) => y >= 0 && y < height && x >= 0 && x < width ? image[(y * width) + x] : 0;
        double[] Of(Func<int, int, double> at) => [.. Enumerable.Range(0, gray.Length).Select(pixel => at(pixel / width, pixel % width))];
        IEnumerable<double> Around(double[] image, int y, int x) =>
            from row in Enumerable.Range(y - 1, 3) where row >= 0 && row < height from column in Enumerable.Range(x - 1, 3) where column >= 0 && column < width select image[(row * width) + column];
        double[] Least(double[] image) => Of((y, x) => Around(image, y, x).Min());
        double[] Largest(double[] image) => Of((y, x) => Around(image, y, x).Max());
        double Turned(int y, int x)
        {
            const double angle = 15 * Math.PI / 180;
            (double down, double right) = (y - ((height - 1) / 2.0), x - ((width - 1) / 2.0));
            double fromY = ((height - 1) / 2.0) + (Math.Cos(angle) * down) + (Math.Sin(angle) * right);
            double fromX = ((width - 1) / 2.0) - (Math.Sin(angle) * down) + (Math.Cos(angle) * right);
            (int top, int left) = ((int)Math.Floor(fromY), (int)Math.Floor(fromX));
            return (from row in (int[])[top, top + 1]
                    from column in (int[])[left, left + 1]
                    select (1 - Math.Abs(fromY - row)) * (1 - Math.Abs(fromX - column)) * Pixel(gray, row, column)).Sum();
        }

        return label switch
        {
            0 => gray,
            1 => Least(gray),
            2 => Largest(gray),
            3 => Largest(Least(gray)),
            4 => Least(Largest(gray)),
            5 => [.. Largest(gray).Zip(Least(gray), (largest, least) => largest - least)],
            6 => Of(Turned),
            7 => Of((y, x) => Pixel(gray, y, x - 2)),
            _ => [.. gray.Select(value => 1 - value)],
        };
    }
}
