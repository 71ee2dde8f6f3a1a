using Engram.Analysis.Geometry;
using Engram.Threading;

namespace Engram.Analysis.Assemblies;

/// <summary>
/// Independent components of whitened rows by FastICA in its symmetric form with the contrast log cosh (Hyvärinen 1999): each step takes
/// W ← E[tanh(W y) yᵀ] − diag(E[1 − tanh²(W y)]) W, and then the orthogonal matrix nearest to it.
/// </summary>
/// <param name="Unmixing">W, [component][dimension]; its rows are of unit length and at right angles.</param>
/// <param name="Iterations">Steps that were taken.</param>
/// <param name="IsConverged">Whether no row turned by more than the tolerance in the last step.</param>
internal sealed record IndependentComponents(double[][] Unmixing, int Iterations, bool IsConverged)
{
    private const ulong Seed = 1;
    private const int MostIterations = 200;

    // 1 − |cosine| of a row before and after.
    private const double Tolerance = 1e-4;
    private const double Orthogonality = 1e-13;
    private const int MostHalvings = 100;

    /// <summary>Finds as many components as rows have dimensions.</summary>
    /// <param name="rows">Rows with mean 0 and the unit matrix as their covariance, [rows × dimensions].</param>
    /// <param name="dimensions">Dimensions.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    public static IndependentComponents Find(double[] rows, int dimensions, WorkerPool workers)
    {
        RandomStream random = RandomStream.For(Seed, RandomPurpose.Assemblies, 1, dimensions);
        double[][] unmixing = [.. Enumerable.Range(0, dimensions).Select(_ => Enumerable.Range(0, dimensions).Select(_ => (double)random.NextFloat(-1, 1)).ToArray())];
        unmixing = Orthogonalize(unmixing);
        double[] slopes = new double[rows.Length];
        for (int iteration = 1; iteration <= MostIterations; iteration++)
        {
            double[][] next = Orthogonalize(Step(rows, unmixing, slopes, workers));
            double turned = unmixing.Zip(next).Max(pair => Math.Abs(1 - Math.Abs(DoubleRows.Dot(pair.First, pair.Second))));
            unmixing = next;
            if (turned < Tolerance)
            {
                return new IndependentComponents(unmixing, iteration, IsConverged: true);
            }
        }

        return new IndependentComponents(unmixing, MostIterations, IsConverged: false);
    }

    // Slopes are room for as many numbers as rows has.
    private static double[][] Step(double[] rows, double[][] unmixing, double[] slopes, WorkerPool workers)
    {
        int dimensions = unmixing.Length;
        int count = rows.Length / dimensions;
        double[][] next = ProductSums.Of(
            count,
            dimensions,
            (row, bent) =>
            {
                ReadOnlySpan<double> y = rows.AsSpan(row * dimensions, dimensions);
                for (int component = 0; component < dimensions; component++)
                {
                    bent[component] = Math.Tanh(DoubleRows.Dot(unmixing[component], y));
                    slopes[(row * dimensions) + component] = 1 - (bent[component] * bent[component]);
                }
            },
            dimensions,
            (row, y) => rows.AsSpan(row * dimensions, dimensions).CopyTo(y),
            workers);
        double[] slope = new double[dimensions];
        for (int row = 0; row < count; row++)
        {
            DoubleRows.Add(1, slopes.AsSpan(row * dimensions, dimensions), slope);
        }

        for (int component = 0; component < dimensions; component++)
        {
            DoubleRows.Add(-slope[component], unmixing[component], next[component]);
        }

        return next;
    }

    // W ← 3/2 W − 1/2 W Wᵀ W goes to (W Wᵀ)^(−1/2) W, where no singular value of W is above √3 at the beginning.
    private static double[][] Orthogonalize(double[][] matrix)
    {
        int size = matrix.Length;
        double norm = Math.Sqrt(matrix.Sum(row => DoubleRows.Dot(row, row)));
        double[][] result = [.. matrix.Select(row => row.Select(value => value / norm).ToArray())];
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            double[][] gram = [.. result.Select(row => result.Select(other => DoubleRows.Dot(row, other)).ToArray())];
            double distance = gram.Index().Max(row => row.Item.Index().Max(value => Math.Abs(value.Item - (value.Index == row.Index ? 1 : 0))));
            if (distance < Orthogonality)
            {
                break;
            }

            double[][] next = [.. result.Select(row => row.Select(value => 1.5 * value).ToArray())];
            for (int row = 0; row < size; row++)
            {
                for (int other = 0; other < size; other++)
                {
                    DoubleRows.Add(-0.5 * gram[row][other], result[other], next[row]);
                }
            }

            result = next;
        }

        return result;
    }
}
