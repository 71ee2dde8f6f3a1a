using Engram.Analysis.Assemblies;
using Engram.Analysis.Geometry;
using Engram.Analysis.Representations;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>Participation ratio, alignment of layers and assemblies, beside definitions worked out the long way.</summary>
public sealed class PopulationTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(130, 7, 9)]
    [InlineData(300, 12, 3)]
    public void Sums_of_products_are_those_of_a_loop(int rows, int firstWidth, int secondWidth)
    {
        Random random = new(rows);
        double[][] a = Matrix(random, rows, firstWidth), b = Matrix(random, rows, secondWidth);
        using WorkerPool workers = new(3);
        double[][] sums = ProductSums.Of(rows, firstWidth, (row, to) => a[row].CopyTo(to), secondWidth, (row, to) => b[row].CopyTo(to), workers);
        double[][] own = ProductSums.OfItself(rows, firstWidth, (row, to) => a[row].CopyTo(to), workers);
        for (int i = 0; i < firstWidth; i++)
        {
            Assert.All(Enumerable.Range(0, secondWidth), j => Assert.Equal(Enumerable.Range(0, rows).Aggregate(0.0, (sum, row) => Math.FusedMultiplyAdd(a[row][i], b[row][j], sum)), sums[i][j]));
            Assert.All(Enumerable.Range(0, firstWidth), j => Assert.Equal(Enumerable.Range(0, rows).Aggregate(0.0, (sum, row) => Math.FusedMultiplyAdd(a[row][i], a[row][j], sum)), own[i][j]));
        }
    }

    [Theory]
    [InlineData(1, 200, 24)]
    [InlineData(2, 20, 40)]
    public void Participation_and_alignment_are_those_of_their_definitions(int seed, int samples, int units)
    {
        EnsembleCase one = EnsembleCase.Random(seed, samples, units, 4), other = EnsembleCase.Random(seed + 10, samples, 17, 4);
        HiddenRepresentations both = new(one.Labels, [one.Rows.SelectMany(row => row).ToArray(), other.Rows.SelectMany(row => row).ToArray()]);
        using WorkerPool workers = new(2);
        VaryingUnits[] layers = [.. Enumerable.Range(0, 2).Select(layer => new VaryingUnits(new LayerActivations(both, layer, one.Samples, workers)))];
        GeometryAnalysis geometry = GeometryAnalyzer.Measure(layers, [.. layers.Select(layer => layer.Products())]);

        // Silent and constant units stand at places 0 and 1 of every seven.
        Assert.Equal(Enumerable.Range(0, units).Where(unit => one.Rows.Select(row => row[unit]).Distinct().Count() > 1), layers[0].Indices);
        Assert.True(layers[0].Count <= units - (2 * (units / 7)));
        double[][] x = Centered(one, layers[0].Indices), y = Centered(other, layers[1].Indices);
        double trace = x.Sum(row => row.Sum(value => value * value));
        Assert.Equal(trace * trace / Norm(x, x), geometry.Layers[0].ParticipationRatio!.Value, 1e-9);
        double n = samples, count = layers[0].Count;
        Assert.Equal(count * (n - 1) / (count + n - 2), geometry.Layers[0].WhiteNoise!.Value, 1e-12);
        Assert.Equal(Norm(x, y) / Math.Sqrt(Norm(x, x) * Norm(y, y)), geometry.Cka[0][1]!.Value, 1e-12);
        Assert.Equal(geometry.Cka[0][1], geometry.Cka[1][0]);
        Assert.Equal((1, 1), (geometry.Cka[0][0], geometry.Cka[1][1]));
    }

    [Fact]
    public void White_noise_has_the_participation_ratio_that_stands_beside_it()
    {
        Random random = new(3);
        int[] labels = new int[300];
        EnsembleCase noise = new(labels, [.. labels.Select(_ => Enumerable.Range(0, 60).Select(_ => (float)Gauss(random)).ToArray())], 2);
        using WorkerPool workers = new(2);
        VaryingUnits units = new(noise.Layer(workers));
        LayerGeometry layer = GeometryAnalyzer.Measure([units], [units.Products()]).Layers[0];
        Assert.InRange(layer.ParticipationRatio!.Value / layer.WhiteNoise!.Value, 0.97, 1.03);
        Assert.Equal(60, layer.VaryingUnits);
    }

    [Fact]
    public void Layers_without_a_unit_that_varies_have_neither()
    {
        using WorkerPool workers = new(1);
        VaryingUnits units = new(new EnsembleCase([0, 1, 0], [[0f, 1], [0, 1], [0, 1]], 2).Layer(workers));
        GeometryAnalysis geometry = GeometryAnalyzer.Measure([units], [units.Products()]);
        Assert.Equal(new LayerGeometry(0, null, null), geometry.Layers[0]);
        Assert.Null(geometry.Cka[0][0]);
        LayerAssemblies none = AssemblyAnalyzer.Find(units, units.Products(), [[0], []], workers);
        Assert.Equal((0, 0, null), (none.VaryingUnits, none.Assemblies.Count, none.ShuffledMatch));
        Assert.Equal([null, null], none.ClassMatches);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0)]
    [InlineData(3, -9)]
    [InlineData(40, 0.2)]
    [InlineData(150, 1.3)]
    public void Eigenvalues_and_vectors_are_those_of_the_matrix(int size, double bound)
    {
        Random random = new(size);
        double[][] matrix = Symmetric(random, size);
        using WorkerPool workers = new(2);
        Tridiagonal tridiagonal = new([.. matrix.Select(row => row.ToArray())], workers);
        CheckEigen(matrix, tridiagonal, bound);

        // All of them: their sum is the trace.
        Assert.Equal(matrix.Index().Sum(row => row.Item[row.Index]), tridiagonal.EigenvaluesAbove(-1e6).Sum(), 1e-9 * size);
    }

    [Fact]
    public void Equal_eigenvalues_have_vectors_at_right_angles()
    {
        // Three blocks of four units that are alike: 3.4 three times, .2 nine times; and a matrix that is diagonal already.
        double[][] blocks = [.. Enumerable.Range(0, 12).Select(row => Enumerable.Range(0, 12).Select(column => row == column ? 1 : row / 4 == column / 4 ? 0.8 : 0).ToArray())];
        using WorkerPool workers = new(1);
        Tridiagonal tridiagonal = new([.. blocks.Select(row => row.ToArray())], workers);
        Assert.Equal([3.4, 3.4, 3.4], tridiagonal.EigenvaluesAbove(1.1).Select(value => Math.Round(value, 12)));
        CheckEigen(blocks, tridiagonal, 0.1);
        double[][] unit = [.. Enumerable.Range(0, 5).Select(row => Enumerable.Range(0, 5).Select(column => row == column ? 1.0 : 0).ToArray())];
        Assert.Empty(new Tridiagonal([.. unit.Select(row => row.ToArray())], workers).EigenvaluesAbove(1.5));
        CheckEigen(unit, new Tridiagonal([.. unit.Select(row => row.ToArray())], workers), 0.5);
    }

    [Fact]
    public void Components_that_are_independent_are_found_again()
    {
        // Four sources with peaked distributions, turned by a rotation that is known.
        Random random = new(4);
        const int Count = 4000, Size = 4;
        double[][] sources = [.. Enumerable.Range(0, Count).Select(_ => Enumerable.Range(0, Size).Select(_ => Math.Sign(random.NextDouble() - 0.5) * -Math.Log(1 - random.NextDouble())).ToArray())];
        using WorkerPool workers = new(2);
        double[][] covariance = [.. ProductSums.OfItself(Count, Size, (row, to) => sources[row].CopyTo(to), workers).Select(row => row.Select(value => value / Count).ToArray())];
        Tridiagonal tridiagonal = new(covariance, workers);
        double[] eigenvalues = tridiagonal.EigenvaluesAbove(0);
        double[][] vectors = tridiagonal.Vectors(eigenvalues);
        double[] white = [.. sources.SelectMany(source => vectors.Select((vector, place) => vector.Zip(source, (v, s) => v * s).Sum() / Math.Sqrt(eigenvalues[place])))];
        IndependentComponents found = IndependentComponents.Find(white, Size, workers);
        Assert.True(found.IsConverged);
        Assert.InRange(found.Iterations, 2, 50);
        for (int component = 0; component < Size; component++)
        {
            double[] direction = [.. Enumerable.Range(0, Size).Select(source => Math.Abs(found.Unmixing[component].Select((w, place) => w * vectors[place][source]).Sum()))];
            Assert.True(direction.Max() > 0.98, string.Join(' ', direction));
            Assert.Equal(1, DoubleRows.Dot(found.Unmixing[component], found.Unmixing[component]), 1e-12);
            Assert.All(Enumerable.Range(0, component), other => Assert.Equal(0, DoubleRows.Dot(found.Unmixing[component], found.Unmixing[other]), 1e-12));
        }
    }

    [Fact]
    public void Assemblies_that_were_planted_are_found_and_matched_with_their_classes()
    {
        EnsembleCase planted = Planted(1);
        using WorkerPool workers = new(2);
        VaryingUnits units = new(planted.Layer(workers));
        int[][] ensembles = [[2, 3, 4, 5, 6], [7, 8, 9, 10, 11], [12, 13, 14, 15, 39], [], [], [], [], []];
        LayerAssemblies layer = AssemblyAnalyzer.Find(units, units.Products(), ensembles, workers);
        Assert.Equal(38, layer.VaryingUnits);
        Assert.Equal(Math.Pow(1 + Math.Sqrt(38 / 1200.0), 2), layer.Bound, 1e-12);
        Assert.True(layer.IsConverged);
        // A direction of noise may lie above the bound by chance.
        (string Units, int Class)[] expected = [("2 3 4 5 6", 0), ("7 8 9 10 11", 1), ("12 13 14 15 16", 2)];
        Assert.All(expected, one => Assert.Single(layer.Assemblies, assembly => (string.Join(' ', assembly.Units), assembly.Class) == (one.Units, one.Class)));
        Assert.InRange(layer.Assemblies.Count, 3, 4);
        Assert.Equal([1, 1, 4 / 6.0, null, null, null, null, null], layer.ClassMatches);
        Assert.InRange(layer.ShuffledMatch!.Value, 0.02, 0.3);
        Assert.True(layer.Eigenvalues.SequenceEqual(layer.Eigenvalues.OrderDescending()));
    }

    [Fact]
    public void Independent_units_have_no_assemblies()
    {
        Random random = new(6);
        int[] labels = [.. Enumerable.Range(0, 1000).Select(sample => sample % 2)];
        EnsembleCase noise = new(labels, [.. labels.Select(_ => Enumerable.Range(0, 30).Select(_ => random.NextSingle()).ToArray())], 2);
        using WorkerPool workers = new(2);
        VaryingUnits units = new(noise.Layer(workers));
        LayerAssemblies layer = AssemblyAnalyzer.Find(units, units.Products(), [[1], [2]], workers);
        Assert.InRange(layer.Assemblies.Count, 0, 1);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        EnsembleCase planted = Planted(2);
        (double[] Eigenvalues, double[][] Weights) Find(int threads)
        {
            using WorkerPool workers = new(threads);
            VaryingUnits units = new(planted.Layer(workers));
            AssemblyWeights found = AssemblyWeights.Find(units, units.Products(), 1.2, workers);
            return (found.Eigenvalues, found.Weights);
        }

        var one = Find(1);
        var three = Find(3);
        Assert.Equal(one.Eigenvalues, three.Eigenvalues);
        Assert.Equal(one.Weights.SelectMany(row => row), three.Weights.SelectMany(row => row));
    }

    // Units 0 and 1 are silent and constant; 2-6, 7-11 and 12-16 are active together for images of a class; the others by themselves.
    private static EnsembleCase Planted(int seed)
    {
        Random random = new(seed);
        int[] labels = [.. Enumerable.Range(0, 1200).Select(sample => sample % 8)];
        return new EnsembleCase(labels, [.. labels.Select(label =>
        {
            bool[] isActive = [.. Enumerable.Range(0, 3).Select(assembly => random.NextDouble() < (assembly == label ? 0.5 : 0.01))];
            return Enumerable.Range(0, 40).Select(unit => unit switch
            {
                0 => 0f,
                1 => 1f,
                < 17 => (isActive[(unit - 2) / 5] ? 1 : 0) + (0.3f * random.NextSingle()),
                _ => random.NextSingle(),
            }).ToArray();
        })], 8);
    }

    private static void CheckEigen(double[][] matrix, Tridiagonal tridiagonal, double bound)
    {
        double[] eigenvalues = tridiagonal.EigenvaluesAbove(bound);
        double[][] vectors = tridiagonal.Vectors(eigenvalues);
        for (int index = 0; index < eigenvalues.Length; index++)
        {
            Assert.True(eigenvalues[index] > bound);
            for (int row = 0; row < matrix.Length; row++)
            {
                Assert.Equal(eigenvalues[index] * vectors[index][row], DoubleRows.Dot(matrix[row], vectors[index]), 1e-11 * Math.Max(1, matrix.Length));
            }

            Assert.All(Enumerable.Range(0, index + 1), other => Assert.Equal(other == index ? 1 : 0, DoubleRows.Dot(vectors[index], vectors[other]), 1e-11));
            Assert.True(vectors[index].MaxBy(Math.Abs) > 0);
        }
    }

    private static double[][] Symmetric(Random random, int size)
    {
        double[][] matrix = Matrix(random, size, size);
        return [.. matrix.Select((row, i) => row.Select((value, j) => value + matrix[j][i]).ToArray())];
    }

    private static double[][] Matrix(Random random, int rows, int columns) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.NextDouble() - 0.5).ToArray())];

    // [unit][sample]
    private static double[][] Centered(EnsembleCase ensembles, int[] units) => [.. units.Select(unit =>
    {
        double mean = ensembles.Rows.Average(row => (double)row[unit]);
        return ensembles.Rows.Select(row => row[unit] - mean).ToArray();
    })];

    // ‖XᵀY‖²
    private static double Norm(double[][] x, double[][] y) => x.Sum(one => y.Sum(other => Math.Pow(one.Zip(other, (a, b) => a * b).Sum(), 2)));

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
