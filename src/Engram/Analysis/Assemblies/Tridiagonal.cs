using Engram.Threading;

namespace Engram.Analysis.Assemblies;

/// <summary>
/// A symmetric matrix as Q T Qᵀ with a tridiagonal T, by Householder's reflections. The largest eigenvalues of T are found by bisection on the signs of
/// Sturm's sequence, and their vectors by inverse iteration: a few of many cost little.
/// </summary>
internal sealed class Tridiagonal
{
    private const ulong Seed = 1;
    private const int ElementsPerPart = 1 << 16;
    private const int Iterations = 4;
    private const double Tiny = 1e-300;

    private readonly double[] _diagonal;
    private readonly double[] _beside;
    private readonly (double[] Vector, double Scale)[] _reflections;

    /// <param name="matrix">The matrix, [n][n]; its content is lost.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    public Tridiagonal(double[][] matrix, WorkerPool workers)
    {
        int size = matrix.Length;
        _diagonal = new double[size];
        _beside = new double[Math.Max(0, size - 1)];
        _reflections = new (double[], double)[Math.Max(0, size - 2)];
        for (int step = 0; step < size - 2; step++)
        {
            _diagonal[step] = matrix[step][step];
            (_reflections[step], _beside[step]) = Reflect(matrix[step].AsSpan(step + 1));
            Apply(matrix, step + 1, _reflections[step], workers);
        }

        for (int step = Math.Max(0, size - 2); step < size; step++)
        {
            _diagonal[step] = matrix[step][step];
        }

        if (size > 1)
        {
            _beside[^1] = matrix[size - 2][size - 1];
        }
    }

    /// <summary>All eigenvalues above a bound, the largest first.</summary>
    public double[] EigenvaluesAbove(double bound)
    {
        double reach = Reach();
        int count = CountAbove(bound);
        double[] values = new double[count];
        for (int rank = 0; rank < count; rank++)
        {
            // The value of this rank lies between one that has more above it and one that has not.
            (double low, double high) = (bound, reach);
            while (low + ((high - low) / 2) is var middle && middle > low && middle < high)
            {
                (low, high) = CountAbove(middle) > rank ? (middle, high) : (low, middle);
            }

            values[rank] = high;
        }

        return values;
    }

    /// <summary>Eigenvectors of unit length for some eigenvalues, [eigenvalue][n]; their largest element in magnitude is positive.</summary>
    public double[][] Vectors(double[] eigenvalues)
    {
        double[][] inT = new double[eigenvalues.Length][];
        for (int index = 0; index < eigenvalues.Length; index++)
        {
            inT[index] = Iterate(eigenvalues[index], index, inT.AsSpan(0, index));
        }

        return [.. inT.Select(Back)];
    }

    // x becomes alpha times the first unit vector under I − scale v vᵀ.
    private static ((double[] Vector, double Scale) Reflection, double Alpha) Reflect(ReadOnlySpan<double> row)
    {
        double[] vector = row.ToArray();
        double others = DoubleRows.Dot(row[1..], row[1..]);
        if (others == 0)
        {
            return ((vector, 0), row[0]);
        }

        double alpha = -Math.CopySign(Math.Sqrt((row[0] * row[0]) + others), row[0]);
        vector[0] -= alpha;
        return ((vector, 2 / ((vector[0] * vector[0]) + others)), alpha);
    }

    // A − v wᵀ − w vᵀ with w = s A v − (s²/2) (vᵀ A v) v, on the rows and columns from a first on.
    private static void Apply(double[][] matrix, int first, (double[] Vector, double Scale) reflection, WorkerPool workers)
    {
        (double[] v, double scale) = reflection;
        if (scale == 0)
        {
            return;
        }

        double[] w = new double[v.Length];
        ForRows(v.Length, workers, row => w[row] = scale * DoubleRows.Dot(matrix[first + row].AsSpan(first), v));
        double half = scale / 2 * DoubleRows.Dot(w, v);
        DoubleRows.Add(-half, v, w);
        ForRows(v.Length, workers, row =>
        {
            Span<double> target = matrix[first + row].AsSpan(first);
            DoubleRows.Add(-v[row], w, target);
            DoubleRows.Add(-w[row], v, target);
        });
    }

    private static void ForRows(int size, WorkerPool workers, Action<int> work)
    {
        int parts = (int)Math.Clamp((long)size * size / ElementsPerPart, 1, size);
        workers.Run(parts, part =>
        {
            for (int row = (int)((long)size * part / parts); row < (int)((long)size * (part + 1) / parts); row++)
            {
                work(row);
            }
        });
    }

    // Gershgorin's: no eigenvalue is larger.
    private double Reach()
    {
        double reach = 0;
        for (int row = 0; row < _diagonal.Length; row++)
        {
            double beside = (row > 0 ? Math.Abs(_beside[row - 1]) : 0) + (row < _beside.Length ? Math.Abs(_beside[row]) : 0);
            reach = Math.Max(reach, Math.Abs(_diagonal[row]) + beside);
        }

        return reach * (1 + 1e-12);
    }

    private int CountAbove(double bound)
    {
        int count = 0;
        double pivot = 1;
        for (int row = 0; row < _diagonal.Length; row++)
        {
            double square = row > 0 ? _beside[row - 1] * _beside[row - 1] : 0;
            pivot = _diagonal[row] - bound - (square > 0 ? square / (pivot == 0 ? Tiny : pivot) : 0);
            count += pivot > 0 ? 1 : 0;
        }

        return count;
    }

    // Equal eigenvalues have any vectors of their space: a start of its own for each, and nothing of the earlier ones in it.
    private double[] Iterate(double eigenvalue, int index, ReadOnlySpan<double[]> earlier)
    {
        RandomStream random = RandomStream.For(Seed, RandomPurpose.Assemblies, 0, index);
        double[] vector = [.. _diagonal.Select(_ => (double)random.NextFloat(-1, 1))];
        double smallest = Math.Max(Reach(), Tiny) * 1e-16;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            Solve(eigenvalue, smallest, vector);
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] other in earlier)
                {
                    DoubleRows.Add(-DoubleRows.Dot(other, vector), other, vector);
                }
            }

            double largest = vector.Max(Math.Abs);
            Scale(vector, 1 / largest);
            Scale(vector, 1 / Math.Sqrt(DoubleRows.Dot(vector, vector)));
        }

        return vector;
    }

    // (T − λ) x = b by elimination with exchange of rows; a pivot that vanishes becomes the smallest that counts.
    private void Solve(double eigenvalue, double smallest, double[] vector)
    {
        int size = _diagonal.Length;
        double[] pivots = new double[size], next = new double[size], second = new double[size];
        (double pivot, double above) = (_diagonal[0] - eigenvalue, size > 1 ? _beside[0] : 0);
        for (int row = 0; row < size - 1; row++)
        {
            (double below, double diagonal, double after) = (_beside[row], _diagonal[row + 1] - eigenvalue, row + 1 < _beside.Length ? _beside[row + 1] : 0);
            if (Math.Abs(below) > Math.Abs(pivot))
            {
                (pivots[row], next[row], second[row]) = (below, diagonal, after);
                double factor = pivot / below;
                (vector[row], vector[row + 1]) = (vector[row + 1], vector[row] - (factor * vector[row + 1]));
                (pivot, above) = (above - (factor * diagonal), -factor * after);
            }
            else
            {
                (pivots[row], next[row]) = (pivot == 0 ? smallest : pivot, above);
                double factor = below / pivots[row];
                vector[row + 1] -= factor * vector[row];
                (pivot, above) = (diagonal - (factor * above), after);
            }
        }

        pivots[^1] = pivot == 0 ? smallest : pivot;
        for (int row = size - 1; row >= 0; row--)
        {
            double sum = vector[row];
            sum -= row + 1 < size ? next[row] * vector[row + 1] : 0;
            sum -= row + 2 < size ? second[row] * vector[row + 2] : 0;
            vector[row] = sum / pivots[row];
        }
    }

    private double[] Back(double[] inT)
    {
        double[] vector = [.. inT];
        for (int step = _reflections.Length - 1; step >= 0; step--)
        {
            (double[] reflected, double scale) = _reflections[step];
            Span<double> target = vector.AsSpan(step + 1);
            DoubleRows.Add(-scale * DoubleRows.Dot(reflected, target), reflected, target);
        }

        double largest = vector.MaxBy(Math.Abs);
        Scale(vector, Math.Sign(largest));
        return vector;
    }

    private static void Scale(double[] vector, double factor)
    {
        for (int place = 0; place < vector.Length; place++)
        {
            vector[place] *= factor;
        }
    }
}
