namespace Engram.Tests.TestSupport.References;

/// <summary>Maps of one image in double precision, [channel][row, column], with what a convolutional layer does to them, written from its definition.</summary>
internal sealed class ReferenceMaps(double[][,] channels)
{
    public int Count => channels.Length;

    public int Height => channels[0].GetLength(0);

    public int Width => channels[0].GetLength(1);

    public double[] Flat
    {
        get
        {
            double[] flat = new double[Count * Height * Width];
            for (int place = 0; place < flat.Length; place++)
            {
                flat[place] = channels[place / (Height * Width)][place / Width % Height, place % Width];
            }

            return flat;
        }
    }

    public static ReferenceMaps Of(double[] numbers, int count, int height, int width)
    {
        double[][,] maps = new double[count][,];
        for (int channel = 0; channel < count; channel++)
        {
            maps[channel] = new double[height, width];
            for (int place = 0; place < height * width; place++)
            {
                maps[channel][place / width, place % width] = numbers[(channel * height * width) + place];
            }
        }

        return new ReferenceMaps(maps);
    }

    /// <param name="weights">[filters, channels, rows, columns] in one.</param>
    /// <param name="size">Rows and columns of a filter.</param>
    /// <param name="stride">Steps.</param>
    /// <param name="padding">Zeros around.</param>
    public ReferenceMaps Convolve(double[] weights, int size, int stride, int padding)
    {
        int filters = weights.Length / (Count * size * size);
        double[][,] made = new double[filters][,];
        for (int filter = 0; filter < filters; filter++)
        {
            int first = filter * Count * size * size;
            made[filter] = Make(((Height + (2 * padding) - size) / stride) + 1, ((Width + (2 * padding) - size) / stride) + 1, (y, x) =>
            {
                // Padding is zeros, which add nothing.
                (int top, int left) = ((y * stride) - padding, (x * stride) - padding);
                double sum = 0;
                for (int channel = 0; channel < Count; channel++)
                {
                    for (int row = Math.Max(0, -top); row < Math.Min(size, Height - top); row++)
                    {
                        for (int column = Math.Max(0, -left); column < Math.Min(size, Width - left); column++)
                        {
                            sum += channels[channel][top + row, left + column] * weights[first + (((channel * size) + row) * size) + column];
                        }
                    }
                }

                return sum;
            });
        }

        return new ReferenceMaps(made);
    }

    public ReferenceMaps Select(Func<double, int, double> change) =>
        new([.. channels.Select((map, channel) => Make(Height, Width, (y, x) => change(map[y, x], channel)))]);

    public ReferenceMaps Pool(int size, bool takesLargest) => new([.. channels.Select(map => Make(Height / size, Width / size, (y, x) =>
        Window(map, y * size, (y + 1) * size, x * size, (x + 1) * size) is var window && takesLargest ? window.Max() : window.Average()))]);

    /// <summary>Means of cells as PyTorch's adaptive average pooling has them.</summary>
    public ReferenceMaps Grid(int size) => new([.. channels.Select(map => Make(Math.Min(size, Height), Math.Min(size, Width), (y, x) =>
    {
        (int top, int bottom) = Cell(y, Math.Min(size, Height), Height);
        (int left, int right) = Cell(x, Math.Min(size, Width), Width);
        return Window(map, top, bottom, left, right).Average();
    }))]);

    private static (int Start, int End) Cell(int index, int count, int length) =>
        ((int)Math.Floor(index * (double)length / count), (int)Math.Ceiling((index + 1) * (double)length / count));

    private static double[] Window(double[,] map, int top, int bottom, int left, int right)
    {
        double[] window = new double[(bottom - top) * (right - left)];
        for (int place = 0; place < window.Length; place++)
        {
            window[place] = map[top + (place / (right - left)), left + (place % (right - left))];
        }

        return window;
    }

    private static double[,] Make(int height, int width, Func<int, int, double> value)
    {
        double[,] map = new double[height, width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                map[y, x] = value(y, x);
            }
        }

        return map;
    }
}
