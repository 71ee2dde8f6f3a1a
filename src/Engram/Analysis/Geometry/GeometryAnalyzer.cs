namespace Engram.Analysis.Geometry;

/// <summary>Measures participation ratios and the alignment of layers.</summary>
internal static class GeometryAnalyzer
{
    /// <summary>Units of the widest layer that is measured: memory grows with their square, and the time for assemblies with their cube.</summary>
    public const int MostUnits = 4096;

    /// <summary>Measures all layers.</summary>
    /// <param name="layers">The units of each layer that vary, over the same images.</param>
    /// <param name="products">For each layer, the sums of products of two units' deviations.</param>
    public static GeometryAnalysis Measure(IReadOnlyList<VaryingUnits> layers, IReadOnlyList<double[][]> products)
    {
        double[] norms = [.. products.Select(SumOfSquares)];
        double?[][] alignment = [.. layers.Select(_ => new double?[layers.Count])];
        for (int first = 0; first < layers.Count; first++)
        {
            for (int second = first; second < layers.Count; second++)
            {
                double? value = norms[first] > 0 && norms[second] > 0
                    ? first == second ? 1 : SumOfSquares(layers[first].ProductsWith(layers[second])) / Math.Sqrt(norms[first]) / Math.Sqrt(norms[second])
                    : null;
                (alignment[first][second], alignment[second][first]) = (value, value);
            }
        }

        return new GeometryAnalysis(layers.Count > 0 ? layers[0].ImageCount : 0, [.. layers.Zip(products, OfLayer)], alignment);
    }

    private static LayerGeometry OfLayer(VaryingUnits units, double[][] products)
    {
        (double count, double images) = (units.Count, units.ImageCount);
        double trace = products.Index().Sum(row => row.Item[row.Index]);
        return trace > 0
            ? new LayerGeometry(units.Count, trace / SumOfSquares(products) * trace, count * (images - 1) / (count + images - 2))
            : new LayerGeometry(units.Count, null, null);
    }

    private static double SumOfSquares(double[][] matrix)
    {
        double sum = 0;
        foreach (double[] row in matrix)
        {
            foreach (double value in row)
            {
                sum += value * value;
            }
        }

        return sum;
    }
}
