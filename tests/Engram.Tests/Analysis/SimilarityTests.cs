using Engram.Analysis.Representations;
using Engram.Analysis.Similarity;
using Engram.Analysis.Statistics;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>Which classes are alike, beside definitions worked out the long way.</summary>
public sealed class SimilarityTests
{
    private const int Classes = 4;

    private static readonly ImageDataset _images = SyntheticImages.Create(90, seed: 3);

    [Fact]
    public void Dissimilarities_are_those_of_their_definitions()
    {
        (SimilarityAnalysis similarity, EnsembleCase layer, int[] predictions) = Measure(90);
        double[][] pixels = [.. Enumerable.Range(0, _images.Count).Select(sample => _images.Pixels(sample).ToArray().Select(value => value / 255.0).ToArray())];
        double[][] rows = [.. layer.Rows.Select(row => row.Select(value => (double)value).ToArray())];
        foreach ((string source, double[][] samples) in new[] { ("layer-1", rows), ("pixels", pixels) })
        {
            Check(similarity, source, "correlation", (one, other) => 1 - Correlation.Pearson(Mean(samples, layer, one), Mean(samples, layer, other))!.Value);
            Check(similarity, source, "euclidean", (one, other) => Mean(samples, layer, one).Zip(Mean(samples, layer, other), (a, b) => (a - b) * (a - b)).Average());
            Check(similarity, source, "cross-validated", (one, other) =>
            {
                double[] First(int half) => [.. Mean(samples, layer, one, half).Zip(Mean(samples, layer, other, half), (a, b) => a - b)];
                return First(0).Zip(First(1), (a, b) => a * b).Average();
            });
        }

        double Taken(int from, int to) => predictions.Where((label, sample) => layer.Labels[sample] == from && label == to).Count() / (double)layer.Samples.Of(from).Length;
        Check(similarity, "predictions", "confusion", (one, other) => 1 - ((Taken(one, other) + Taken(other, one)) / 2));
    }

    [Fact]
    public void Comparisons_are_of_every_two_sources_and_their_intervals_hold_them()
    {
        (SimilarityAnalysis similarity, _, _) = Measure(90);
        Assert.Equal(1000, similarity.Resamples);
        Assert.Equal(
            from distance in (string[])["correlation", "euclidean", "cross-validated"]
            from pair in (string[])["layer-1 pixels", "layer-1 predictions", "pixels predictions"]
            select $"{distance} {pair}",
            similarity.Comparisons.Select(pair => $"{pair.Distance} {pair.First} {pair.Second}"));
        foreach (DissimilarityComparison pair in similarity.Comparisons)
        {
            double?[] first = Find(similarity, pair.First, pair.Distance), second = Find(similarity, pair.Second, pair.Second == "predictions" ? "confusion" : pair.Distance);
            double[] one = [.. first.Select(value => value!.Value)], other = [.. second.Select(value => value!.Value)];
            Assert.Equal(Correlation.Spearman(one, other), pair.Spearman);
            double product = one.Zip(other, (a, b) => a * b).Sum();
            Assert.Equal(product / Math.Sqrt(one.Sum(a => a * a) * other.Sum(b => b * b)), pair.Cosine!.Value, 1e-12);
            Assert.True(pair.CosineLower <= pair.Cosine && pair.Cosine <= pair.CosineUpper);
            Assert.True(pair.SpearmanLower <= pair.SpearmanUpper);
        }
    }

    [Fact]
    public void A_resample_counts_pairs_of_different_classes_as_often_as_they_come()
    {
        Random random = new(2);
        double[] first = [.. Enumerable.Range(0, 15).Select(_ => random.NextDouble())], second = [.. first.Select(value => value + (0.5 * random.NextDouble()))];
        using WorkerPool workers = new(2);
        DissimilarityComparison pair = DissimilarityBootstrap.Compare("euclidean", [("a", first), ("b", second)], 6, workers).Single();
        int[] places = [0, 1, 2, 3, 4, 5];
        double At(double[] values, int one, int other)
        {
            int place = 0;
            for (int row = 0; row < 6; row++)
            {
                for (int column = row + 1; column < 6; column++, place++)
                {
                    if ((row, column) == (Math.Min(one, other), Math.Max(one, other)))
                    {
                        return values[place];
                    }
                }
            }

            throw new InvalidOperationException();
        }

        List<double> spearman = [];
        for (int resample = 0; resample < 1000; resample++)
        {
            int[] drawn = DissimilarityBootstrap.DrawClasses(places, resample);
            (int, int)[] pairs = [.. from a in places from b in places where a < b && drawn[a] != drawn[b] select (drawn[a], drawn[b])];
            if (Correlation.Spearman([.. pairs.Select(two => At(first, two.Item1, two.Item2))], [.. pairs.Select(two => At(second, two.Item1, two.Item2))]) is { } value)
            {
                spearman.Add(value);
            }
        }

        double[] ascending = [.. spearman.Order()];
        Assert.Equal(RunStatistics.Quantile(ascending, 0.025), pair.SpearmanLower!.Value, 1e-12);
        Assert.Equal(RunStatistics.Quantile(ascending, 0.975), pair.SpearmanUpper!.Value, 1e-12);
        Assert.True(pair.SpearmanLower < pair.Spearman && pair.Spearman < pair.SpearmanUpper);
    }

    [Fact]
    public void Classes_without_images_and_silent_layers_leave_gaps()
    {
        // The last class has no images, the second a single one, and the second layer is silent.
        int[] labels = [0, 0, 0, 1, 2, 2, 2];
        Random random = new(1);
        HiddenRepresentations representations = new(labels, [[.. labels.SelectMany(_ => Enumerable.Range(0, 5).Select(_ => random.NextSingle()))], new float[14]]);
        using WorkerPool workers = new(2);
        ClassSamples samples = ClassSamples.Group(labels, Classes);
        SimilarityAnalysis similarity = SimilarityAnalyzer.Measure([new(representations, 0, samples, workers), new(representations, 1, samples, workers)], null, null, workers);
        Assert.Equal([true, true, false, true, false, false], Find(similarity, "layer-1", "correlation").Select(value => value is not null));
        Assert.Equal([false, true, false, false, false, false], Find(similarity, "layer-1", "cross-validated").Select(value => value is not null));
        Assert.All(Find(similarity, "layer-2", "correlation"), value => Assert.Null(value));
        Assert.Equal([0, 0, null, 0, null, null], Find(similarity, "layer-2", "euclidean"));
        Assert.All(similarity.Comparisons, pair => Assert.Equal((null, null, null, null), (pair.Spearman, pair.Cosine, pair.SpearmanLower, pair.CosineUpper)));
    }

    [Fact]
    public void Cross_validated_distances_of_noise_are_nothing_in_the_mean()
    {
        Random random = new(7);
        int[] labels = [.. Enumerable.Range(0, 400).Select(sample => sample % 10)];
        EnsembleCase noise = new(labels, [.. labels.Select(_ => Enumerable.Range(0, 200).Select(_ => random.NextSingle()).ToArray())], 10);
        using WorkerPool workers = new(2);
        SimilarityAnalysis similarity = SimilarityAnalyzer.Measure([noise.Layer(workers)], null, null, workers);
        double euclidean = Find(similarity, "layer-1", "euclidean").Average()!.Value;
        Assert.InRange(Find(similarity, "layer-1", "cross-validated").Average()!.Value / euclidean, -0.1, 0.1);
        Assert.InRange(euclidean, 0.003, 0.006);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same() => Assert.Equal(Measure(90, 1).Similarity.Comparisons, Measure(90, 3).Similarity.Comparisons);

    [Fact]
    public void A_noise_ceiling_lies_between_the_others_and_all()
    {
        double[] one = [1, 2, 3, 4, 5, 6], other = [2, 1, 3, 4, 6, 5], third = [1, 3, 2, 5, 4, 6];
        double[][] runs = [one, other, third];
        NoiseCeiling ceiling = NoiseCeiling.Of(runs)!;
        double[] Mean(params double[][] some) => [.. Enumerable.Range(0, 6).Select(place => some.Average(run => run[place]))];
        Assert.Equal(runs.Average(run => Correlation.Spearman(run, Mean(runs))!.Value), ceiling.Upper, 1e-12);
        Assert.Equal(
            (Correlation.Spearman(one, Mean(other, third))!.Value + Correlation.Spearman(other, Mean(one, third))!.Value + Correlation.Spearman(third, Mean(one, other))!.Value) / 3,
            ceiling.Lower,
            1e-12);
        Assert.True(ceiling.Lower < ceiling.Upper);
        Assert.Null(NoiseCeiling.Of([one]));
        Assert.Null(NoiseCeiling.Of([one, new double[6]]));
    }

    private static (SimilarityAnalysis Similarity, EnsembleCase Layer, int[] Predictions) Measure(int count, int threads = 2)
    {
        Random random = new(5);
        int[] labels = [.. Enumerable.Range(0, count).Select(sample => (int)_images.Labels[sample])];
        EnsembleCase layer = new(labels, [.. labels.Select(label => Enumerable.Range(0, 12).Select(unit => unit % Classes == label || random.Next(3) == 0 ? random.NextSingle() * (1 + unit) : 0).ToArray())], Classes);
        int[] predictions = [.. labels.Select(label => random.Next(4) switch { 0 => random.Next(Classes), 1 => -1, _ => label })];
        using WorkerPool workers = new(threads);
        return (SimilarityAnalyzer.Measure([layer.Layer(workers)], _images, predictions, workers), layer, predictions);
    }

    private static double[] Mean(double[][] samples, EnsembleCase layer, int label, int? half = null)
    {
        double[][] own = [.. layer.Samples.Of(label).Where((_, place) => half is null || place % 2 == half).Select(sample => samples[sample])];
        return [.. Enumerable.Range(0, own[0].Length).Select(unit => own.Average(row => row[unit]))];
    }

    private static void Check(SimilarityAnalysis similarity, string source, string distance, Func<int, int, double> expected)
    {
        double[] pairs = [.. from one in Enumerable.Range(0, Classes) from other in Enumerable.Range(one + 1, Classes - one - 1) select expected(one, other)];
        Assert.Equal(pairs.Length, Find(similarity, source, distance).Length);
        Assert.All(Find(similarity, source, distance).Zip(pairs), pair => Assert.Equal(pair.Second, pair.First!.Value, 1e-12));
    }

    private static double?[] Find(SimilarityAnalysis similarity, string source, string distance) =>
        [.. similarity.Dissimilarities.Single(one => one.Source == source && one.Distance == distance).Values];
}
