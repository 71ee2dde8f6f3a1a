using Engram.Analysis.Ensembles;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class EnsembleRuleTests
{
    public static TheoryData<int, int, int, int> Cases => new()
    {
        { 1, 40, 30, 0 },
        { 2, 300, 25, 0 },
        { 3, 200, 36, 3 },
        { 4, 4, 20, 0 },
        { 5, 7, 2, 0 },
        { 6, 90, 1, 0 },
    };

    public static TheoryData<string> Rules => [.. EnsembleRules.All.Select(rule => rule.Name)];

    [Fact]
    public void The_rules_are_found_by_their_names() =>
        Assert.Equal(["mean-ratio", "quantile", "kolmogorov-smirnov", "selectivity"], EnsembleRules.All.Select(rule => EnsembleRules.Find(rule.ToString()).Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mean_ratio_is_twice_the_mean_of_the_others(int seed, int samples, int units, int levels) =>
        Check("mean-ratio", EnsembleCase.Random(seed, samples, units, 4, levels), columns =>
        {
            double[] means = [.. columns.Select(column => column.Average())];
            return unit => means[unit] > 2 * means.Where((_, other) => other != unit).DefaultIfEmpty(double.PositiveInfinity).Average();
        });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Quantile_compares_the_median_with_the_class(int seed, int samples, int units, int levels) =>
        Check("quantile", EnsembleCase.Random(seed, samples, units, 4, levels), columns =>
        {
            double bound = ReferenceQuantile.Of([.. columns.SelectMany(column => column)], 0.9);
            return unit => ReferenceQuantile.Of(columns[unit], 0.5) > bound;
        });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kolmogorov_Smirnov_asks_for_a_small_mean_p_value(int seed, int samples, int units, int levels) =>
        Check("kolmogorov-smirnov", EnsembleCase.Random(seed, samples, units, 4, levels), columns => unit =>
        {
            double[] pValues = [.. columns.Where((_, other) => other != unit).Select(other =>
                ReferenceKolmogorovSmirnov.PValue(other.Length, ReferenceKolmogorovSmirnov.Count(columns[unit], other)))];
            return pValues.Length > 0 && pValues.Average() < 0.05;
        });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Permuted_units_give_permuted_ensembles(string rule)
    {
        EnsembleCase ensembles = EnsembleCase.Random(11, 240, 40, 4);
        int[] order = [.. Enumerable.Range(0, 40)];
        new Random(1).Shuffle(order);
        int[][] expected = Find(rule, ensembles);
        int[][] actual = Find(rule, ensembles.WithUnits(order));
        Assert.True(expected.Sum(units => units.Length) > 5);
        for (int classIndex = 0; classIndex < 4; classIndex++)
        {
            Assert.Equal(expected[classIndex], actual[classIndex].Select(unit => order[unit]).Order());
        }
    }

    // The order of samples decides which random assignments the selectivity test sees; clear cases do not depend on them.
    [Theory]
    [MemberData(nameof(Rules))]
    public void Permuted_samples_give_the_same_ensembles(string rule)
    {
        EnsembleCase ensembles = EnsembleCase.Random(12, 600, 40, 4);
        int[] order = [.. Enumerable.Range(0, 600)];
        new Random(2).Shuffle(order);
        Assert.Equal(Find(rule, ensembles), Find(rule, ensembles.WithSamples(order)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_number_of_threads_changes_nothing(string rule)
    {
        EnsembleCase ensembles = EnsembleCase.Random(13, 300, 90, 5);
        Assert.Equal(Find(rule, ensembles, threads: 1), Find(rule, ensembles, threads: 3));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Silent_constant_single_and_missing_samples_have_no_ensembles(string rule)
    {
        float[][] silent = [.. Enumerable.Repeat(new float[12], 20)];
        float[][] constant = [.. Enumerable.Repeat(Enumerable.Repeat(0.7f, 12).ToArray(), 20)];
        int[] labels = [.. Enumerable.Range(0, 20).Select(sample => sample % 2)];
        Assert.All(Find(rule, new EnsembleCase(labels, silent, 3)), Assert.Empty);
        Assert.All(Find(rule, new EnsembleCase(labels, constant, 3)), Assert.Empty);
        Assert.Equal([0, 0], Find(rule, new EnsembleCase([0], [[1, 1, 1]], 2)).Select(units => units.Length));
        Assert.Equal([0, 0], Find(rule, new EnsembleCase([1], [[3]], 2)).Select(units => units.Length));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_unit_that_is_active_for_one_class_alone_is_its_ensemble(string rule)
    {
        // Unit 5 of 30 answers to class 1; all others are silent.
        int[] labels = [.. Enumerable.Range(0, 120).Select(sample => sample % 3)];
        float[][] rows = [.. labels.Select((label, sample) => Enumerable.Range(0, 30).Select(unit => unit == 5 && label == 1 ? 1f + sample : 0).ToArray())];
        Assert.Equal([[], [5], []], Find(rule, new EnsembleCase(labels, rows, 3)));
    }

    private static void Check(string rule, EnsembleCase ensembles, Func<double[][], Func<int, bool>> reference)
    {
        int[][] actual = Find(rule, ensembles);
        for (int classIndex = 0; classIndex < 3; classIndex++)
        {
            double[][] columns = [.. Enumerable.Range(0, ensembles.UnitCount).Select(unit => ensembles.Column(classIndex, unit))];
            Func<int, bool> belongs = columns[0].Length > 0 ? reference(columns) : _ => false;
            Assert.Equal(Enumerable.Range(0, columns.Length).Where(belongs), actual[classIndex]);
        }

        Assert.Empty(actual[3]);
    }

    private static int[][] Find(string rule, EnsembleCase ensembles, int threads = 2)
    {
        using WorkerPool workers = new(threads);
        return EnsembleRules.Find(rule).FindAll(ensembles.Layer(workers));
    }
}
