using Engram.Analysis.Representations;

namespace Engram.Analysis.Selectivity;

/// <summary>
/// d′: how far the mean activation for the class that a unit prefers stands above that for all other images, in standard deviations:
/// (μ_c − μ_rest)/√((σ²_c + σ²_rest)/2), with variances over n.
/// </summary>
internal static class Discriminability
{
    private const int UnitsPerPart = 64;

    /// <summary>That of each unit; null for one without a preferred class, where either kind of image is missing, and where the unit is constant for both.</summary>
    public static double?[] OfUnits(TuningImages images)
    {
        double?[] values = new double?[images.Layer.UnitCount];
        images.Layer.Workers.Run((values.Length + UnitsPerPart - 1) / UnitsPerPart, part =>
        {
            int first = part * UnitsPerPart;
            OfUnits(images.Measured, images.Preferred, first, values.AsSpan(first, Math.Min(UnitsPerPart, values.Length - first)));
        });
        return values;
    }

    private static void OfUnits(LayerActivations layer, int?[] preferred, int firstUnit, Span<double?> values)
    {
        Moments[] own = new Moments[values.Length];
        Moments[] rest = new Moments[values.Length];

        // Deviations from a first mean: squares of activations themselves would lose what is small beside it.
        for (int pass = 0; pass < 2; pass++)
        {
            for (int label = 0; label < layer.ClassCount; label++)
            {
                foreach (int sample in layer.SamplesOf(label))
                {
                    ReadOnlySpan<float> row = layer.Row(sample).Slice(firstUnit, values.Length);
                    for (int unit = 0; unit < row.Length; unit++)
                    {
                        (preferred[firstUnit + unit] == label ? own : rest)[unit].Add(row[unit], pass);
                    }
                }
            }
        }

        for (int unit = 0; unit < values.Length; unit++)
        {
            if (preferred[firstUnit + unit] is not null && own[unit].Count > 0 && rest[unit].Count > 0 && own[unit].Variance + rest[unit].Variance is > 0 and double sum)
            {
                values[unit] = (own[unit].Mean - rest[unit].Mean) / Math.Sqrt(sum / 2);
            }
        }
    }

    private struct Moments
    {
        private double _sum;
        private double _squares;

        public int Count { get; private set; }

        public readonly double Mean => _sum / Count;

        public readonly double Variance => _squares / Count;

        public void Add(double value, int pass)
        {
            if (pass == 0)
            {
                Count++;
                _sum += value;
            }
            else
            {
                double deviation = value - Mean;
                _squares += deviation * deviation;
            }
        }
    }
}
