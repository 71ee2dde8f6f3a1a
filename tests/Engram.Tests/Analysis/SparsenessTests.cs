using Engram.Analysis.Representations;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class SparsenessTests
{
    [Theory]
    [InlineData(new float[] { 1, 1, 1, 1 }, 0)]
    [InlineData(new float[] { 0, 0, 7, 0 }, 1)]
    [InlineData(new float[] { 1, 1, 0, 0 }, 0.585786)]
    [InlineData(new float[] { 3, 4, 0, 0 }, 0.6)]
    [InlineData(new float[] { -3, 4, 0, 0 }, 0.6)]
    [InlineData(new float[] { 300, 400, 0, 0 }, 0.6)]
    [InlineData(new float[] { 2, 1, 0, 0, 0, 0, 0, 0, 0 }, 0.829180)]
    public void Hoyer_of_known_vectors(float[] activations, double expected) =>
        Assert.Equal(expected, Sparseness.Hoyer(activations), 1e-6);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(784)]
    public void A_silent_sample_has_no_sparseness(int units) => Assert.True(double.IsNaN(Sparseness.Hoyer(new float[units])));

    [Fact]
    public void Hoyer_is_the_formula_and_within_zero_and_one()
    {
        Random random = new(1);
        for (int units = 2; units < 200; units++)
        {
            float[] activations = [.. random.SignedArray(units).Select(value => MathF.Max(value, 0))];
            activations[0] = 1;
            double norm1 = activations.Sum(value => (double)value);
            double norm2 = Math.Sqrt(activations.Sum(value => (double)value * value));
            double root = Math.Sqrt(units);
            double sparseness = Sparseness.Hoyer(activations);
            Assert.Equal((root - (norm1 / norm2)) / (root - 1), sparseness, 1e-5);
            Assert.InRange(sparseness, 0, 1);
        }
    }

    [Theory]
    [InlineData(new float[] { 1, 1, 1, 1 }, 0, 0)]
    [InlineData(new float[] { 0, 0, 7, 0 }, 0.75, 1)]
    [InlineData(new float[] { 1, 1, 0, 0 }, 0.5, 0.666667)]
    [InlineData(new float[] { 3, 4, 0, 0 }, 0.535714, 0.68)]
    [InlineData(new float[] { 1, 2, 3, 4 }, 0.25, 0.222222)]
    public void Gini_and_Treves_Rolls_of_known_vectors(float[] activations, double gini, double trevesRolls)
    {
        Assert.Equal(gini, Sparseness.Gini(activations), 1e-6);
        Assert.Equal(trevesRolls, Sparseness.TrevesRolls(activations), 1e-6);
    }

    [Fact]
    public void Gini_and_Treves_Rolls_are_their_definitions()
    {
        Random random = new(2);
        for (int units = 2; units < 120; units++)
        {
            float[] activations = [.. random.SignedArray(units).Select(value => MathF.Max(value, 0))];
            activations[1] = 0.5f;
            double differences = activations.Sum(first => activations.Sum(second => Math.Abs((double)first - second)));
            double mean = activations.Average(value => (double)value);
            double meanSquare = activations.Average(value => (double)value * value);
            Assert.Equal(differences / (2.0 * units * units * mean), Sparseness.Gini(activations), 1e-9);
            Assert.Equal((1 - (mean * mean / meanSquare)) / (1 - (1.0 / units)), Sparseness.TrevesRolls(activations), 1e-5);
        }
    }

    [Fact]
    public void Silent_samples_have_neither_and_single_units_no_range()
    {
        Assert.True(double.IsNaN(Sparseness.Gini(new float[5])) && double.IsNaN(Sparseness.TrevesRolls(new float[5])));
        Assert.True(double.IsNaN(Sparseness.TrevesRolls([2])) && double.IsNaN(Sparseness.Hoyer([2])));
        Assert.Equal(0, Sparseness.Gini([2]));
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(3)]
    [InlineData(7e-12f)]
    [InlineData(1e30f)]
    public void A_single_unit_has_no_sparseness_whatever_its_activation(float activation)
    {
        Assert.True(double.IsNaN(Sparseness.Hoyer([activation])));
        Assert.True(double.IsNaN(Sparseness.TrevesRolls([activation])));
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e25f)]
    [InlineData(5e37f)]
    public void Activations_of_any_size_have_the_sparseness_of_their_shape(float scale)
    {
        float[] activations = [3 * scale, 4 * scale, 0, 0];
        Assert.Equal(0.6, Sparseness.Hoyer(activations), 1e-6);
        Assert.Equal(0.68, Sparseness.TrevesRolls(activations), 1e-6);
        Assert.Equal(0.535714, Sparseness.Gini(activations), 1e-6);
        UnitVectors vectors = UnitVectors.Sum(new HiddenRepresentations([0, 0], [[.. activations, .. activations]]), 0, [0, 1]);
        Assert.Equal((2, 1), (vectors.Count, vectors.CosineWithin()!.Value), (first, second) => first.Item1 == second.Item1 && Math.Abs(first.Item2 - second.Item2) < 1e-6);
    }

    [Fact]
    public void Means_are_over_the_chosen_samples_and_silent_ones_only_count()
    {
        float[][] rows = [[3, 4, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 7, 0]];
        using WorkerPool workers = new(2);
        LayerSparseness sparseness = new(new HiddenRepresentations([0, 1, 0, 1], [rows.SelectMany(row => row).ToArray()]), 0, workers);
        SparsenessMeasures some = sparseness.Mean([0, 2, 3]);
        Assert.Equal((0.6 + 1) / 2, some.Hoyer!.Value, 1e-6);
        Assert.Equal((Sparseness.Gini(rows[0]) + 0.75) / 2, some.Gini!.Value, 1e-12);
        Assert.Equal((0.68 + 1) / 2, some.TrevesRolls!.Value, 1e-6);
        Assert.Equal(3 / 12.0, some.ActiveFraction);
        Assert.Equal((3, 1), (some.SampleCount, some.SilentSamples));
        Assert.Equal(new SparsenessMeasures(null, 0, null, null, 1, 1), sparseness.Mean([2]));
        Assert.Equal(new SparsenessMeasures(null, null, null, null, 0, 0), sparseness.Mean([]));
    }
}
