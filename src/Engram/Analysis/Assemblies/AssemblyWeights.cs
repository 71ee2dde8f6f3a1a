using Engram.Analysis.Geometry;
using Engram.Threading;

namespace Engram.Analysis.Assemblies;

/// <summary>
/// How much each unit belongs to each assembly: independent components of z-scored activity within the space of the eigenvectors above a bound. With
/// eigenvectors V, eigenvalues Λ and an unmixing vector w of the whitened activity, weights are V Λ^(−1/2) w.
/// </summary>
/// <param name="Eigenvalues">Eigenvalues of the correlation matrix above the bound, the largest first.</param>
/// <param name="Weights">[assembly][units]; of unit length, the largest in magnitude positive.</param>
/// <param name="Iterations">Steps that the search for components took.</param>
/// <param name="IsConverged">Whether it came to an end.</param>
internal sealed record AssemblyWeights(double[] Eigenvalues, double[][] Weights, int Iterations, bool IsConverged)
{
    /// <summary>Finds them.</summary>
    /// <param name="units">The units that vary.</param>
    /// <param name="products">Σ over images of the product of two units' deviations from their means.</param>
    /// <param name="bound">What eigenvalues have to exceed.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    public static AssemblyWeights Find(VaryingUnits units, double[][] products, double bound, WorkerPool workers)
    {
        double[] lengths = [.. products.Select((row, unit) => Math.Sqrt(row[unit]))];
        Tridiagonal tridiagonal = new([.. products.Select((row, unit) => row.Select((sum, other) => other == unit ? 1 : sum / lengths[unit] / lengths[other]).ToArray())], workers);
        double[] eigenvalues = tridiagonal.EigenvaluesAbove(bound);
        if (eigenvalues.Length == 0)
        {
            return new AssemblyWeights([], [], 0, IsConverged: true);
        }

        // Σ z = √n (a − μ)/length has variance 1 for each unit, and V Λ^(−1/2) makes the covariance the unit matrix.
        double root = Math.Sqrt(units.ImageCount);
        double[][] whitening = [.. tridiagonal.Vectors(eigenvalues).Zip(eigenvalues, (vector, eigenvalue) => vector.Select(value => value / Math.Sqrt(eigenvalue)).ToArray())];
        IndependentComponents components = eigenvalues.Length == 1
            ? new IndependentComponents([[1]], 0, IsConverged: true)
            : IndependentComponents.Find(Whiten(units, whitening, [.. lengths.Select(length => root / length)], workers), eigenvalues.Length, workers);
        double[][] weights = [.. components.Unmixing.Select(unmixing => Combine(unmixing, whitening))];
        return new AssemblyWeights(eigenvalues, weights, components.Iterations, components.IsConverged);
    }

    private static double[] Whiten(VaryingUnits units, double[][] whitening, double[] scales, WorkerPool workers)
    {
        const int ImagesPerPart = 64;
        int dimensions = whitening.Length;
        double[][] ofUnits = [.. Enumerable.Range(0, units.Count).Select(unit => whitening.Select(vector => vector[unit] * scales[unit]).ToArray())];
        double[] rows = new double[units.ImageCount * dimensions];
        workers.Run((units.ImageCount + ImagesPerPart - 1) / ImagesPerPart, part =>
        {
            double[] centered = new double[units.Count];
            for (int image = part * ImagesPerPart; image < Math.Min(units.ImageCount, (part + 1) * ImagesPerPart); image++)
            {
                units.WriteCentered(image, centered);
                Span<double> row = rows.AsSpan(image * dimensions, dimensions);
                for (int unit = 0; unit < centered.Length; unit++)
                {
                    DoubleRows.Add(centered[unit], ofUnits[unit], row);
                }
            }
        });
        return rows;
    }

    private static double[] Combine(double[] unmixing, double[][] whitening)
    {
        double[] weights = new double[whitening[0].Length];
        for (int dimension = 0; dimension < unmixing.Length; dimension++)
        {
            DoubleRows.Add(unmixing[dimension], whitening[dimension], weights);
        }

        double length = Math.Sqrt(DoubleRows.Dot(weights, weights)) * Math.Sign(weights.MaxBy(Math.Abs));
        return [.. weights.Select(weight => weight / length)];
    }
}
