using Engram.Analysis.Representations;

namespace Engram.Analysis.Geometry;

/// <summary>
/// The units of a layer whose activation is not the same for all images, with their means. A constant unit has no covariance and no correlation.
/// </summary>
internal sealed class VaryingUnits
{
    private const int UnitsPerPart = 64;

    private readonly LayerActivations _layer;
    private readonly int[] _samples;
    private readonly double[] _means;

    public VaryingUnits(LayerActivations layer)
    {
        _layer = layer;
        _samples = layer.Samples.All;
        double[] means = new double[layer.UnitCount];
        bool[] varies = new bool[layer.UnitCount];
        layer.Workers.Run((layer.UnitCount + UnitsPerPart - 1) / UnitsPerPart, part =>
        {
            int first = part * UnitsPerPart;
            int count = Math.Min(UnitsPerPart, layer.UnitCount - first);
            Measure(first, means.AsSpan(first, count), varies.AsSpan(first, count));
        });
        Indices = [.. Enumerable.Range(0, layer.UnitCount).Where(unit => varies[unit])];
        _means = [.. Indices.Select(unit => means[unit])];
    }

    /// <summary>Their indices, ascending.</summary>
    public int[] Indices { get; }

    /// <summary>How many they are.</summary>
    public int Count => Indices.Length;

    /// <summary>Images.</summary>
    public int ImageCount => _samples.Length;

    /// <summary>Writes the activations for an image less the means over all, [units].</summary>
    /// <param name="image">Its place among the images.</param>
    /// <param name="destination">Where to.</param>
    public void WriteCentered(int image, Span<double> destination)
    {
        ReadOnlySpan<float> row = _layer.Row(_samples[image]);
        for (int place = 0; place < Indices.Length; place++)
        {
            destination[place] = row[Indices[place]] - _means[place];
        }
    }

    /// <summary>Σ over images of the product of two units' deviations from their means, [units][units].</summary>
    public double[][] Products() => ProductSums.OfItself(ImageCount, Count, WriteCentered, _layer.Workers);

    /// <summary>The same of these units and those of another layer for the same images.</summary>
    public double[][] ProductsWith(VaryingUnits other) => ProductSums.Of(ImageCount, Count, WriteCentered, other.Count, other.WriteCentered, _layer.Workers);

    private void Measure(int firstUnit, Span<double> means, Span<bool> varies)
    {
        foreach (int sample in _samples)
        {
            ReadOnlySpan<float> row = _layer.Row(sample).Slice(firstUnit, means.Length);
            ReadOnlySpan<float> first = _layer.Row(_samples[0]).Slice(firstUnit, means.Length);
            for (int unit = 0; unit < row.Length; unit++)
            {
                means[unit] += row[unit];
                varies[unit] |= row[unit] != first[unit];
            }
        }

        for (int unit = 0; unit < means.Length && _samples.Length > 0; unit++)
        {
            means[unit] /= _samples.Length;
        }
    }
}
