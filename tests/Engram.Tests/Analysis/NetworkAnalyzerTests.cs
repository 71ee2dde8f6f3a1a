using System.Text.Json;
using Engram.Analysis;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Geometry;
using Engram.Analysis.Images;
using Engram.Analysis.Labels;
using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Analysis.Unseen;
using Engram.Families.Dense;
using Engram.Models.Abilities;
using Engram.Tests.TestSupport;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>A whole analysis of a small trained network, its parts worked out again the long way.</summary>
public sealed class NetworkAnalyzerTests : IDisposable
{
    private const int Unseen = 2;

    private static readonly ImageDataset _data = SyntheticImages.Create(530, seed: 2);

    private static readonly DenseNetwork _network = TrainerProbe.Complete(
        new TrainingSpec { Layers = [40, 30], Epochs = 6, BatchSize = 20 }, SyntheticImages.Create(200)).Dense;

    private static readonly AnalysisOptions _options = new() { Prediction = "softmax", LeftOutClass = Unseen };

    private static readonly Lazy<AnalysisResult> _shared = new(() =>
    {
        using WorkerPool workers = new(2);
        return NetworkAnalyzer.Analyze(_network, _data, _options, workers);
    });

    private readonly WorkerPool _workers = new(2);

    public void Dispose() => _workers.Dispose();

    // Their memory grows with the square of the width, and their time with its cube.
    [Fact]
    public void Populations_of_layers_that_are_too_wide_are_left_out()
    {
        Assert.NotNull(_shared.Value.Analysis.Geometry);
        Assert.NotNull(_shared.Value.Analysis.Assemblies);
        ImageDataset few = SyntheticImages.Create(12);
        DenseNetwork network = TrainerProbe.Complete(new TrainingSpec { Layers = [GeometryAnalyzer.MostUnits + 1], Epochs = 1, BatchSize = 12 }, few).Dense;
        NetworkAnalysis wide = NetworkAnalyzer.Analyze(network, few, new AnalysisOptions { Prediction = "softmax" }, _workers).Analysis;
        Assert.Equal((null, null), (wide.Geometry, wide.Assemblies));
        Assert.NotNull(wide.Similarity);
    }

    [Fact]
    public void Confusion_counts_predictions_and_pictures_show_what_they_say()
    {
        AnalysisResult result = _shared.Value;
        int[] predictions = result.Evaluation.Predictions;
        int[] labels = _data.Labels.ToArray();
        int size = _data.Shape.InputSize;
        ClassPictures pictures = result.Pictures;
        int[] samples = [.. Enumerable.Range(0, _data.Count)];
        int? Shown(int place) => place == ClassPictures.None ? null : pictures.Samples[place];
        Assert.Equal(pictures.Samples.Distinct().Order(), pictures.Samples);
        foreach ((int place, int sample) in pictures.Samples.Index())
        {
            Assert.Equal((labels[sample], predictions[sample]), (pictures.Labels[place], pictures.Predictions[place]));
            Assert.Equal(_data.Pixels(sample).ToArray(), pictures.Pixels.AsSpan(place * size, size).ToArray());
        }

        for (int label = 0; label < 4; label++)
        {
            Assert.Equal(
                Enumerable.Range(0, 4).Select(predicted => samples.Count(sample => labels[sample] == label && predictions[sample] == predicted)),
                result.Analysis.Confusion![label]);
            int[] ofClass = [.. samples.Where(sample => labels[sample] == label)];
            Assert.Equal(ofClass.Where(sample => predictions[sample] == label).Select(sample => (int?)sample).FirstOrDefault(), Shown(pictures.Right[label]));
            Assert.Equal(ofClass.Where(sample => predictions[sample] != label).Select(sample => (int?)sample).FirstOrDefault(), Shown(pictures.Wrong[label]));
        }

        Assert.Equal(ClassPictures.None, pictures.Right[Unseen]);
        HiddenRepresentations representations = HiddenRepresentations.Compute(_network, _data, _workers);
        foreach ((int layer, UnitPictures units) in pictures.Layers.Index())
        {
            IReadOnlyList<IReadOnlyList<float>> means = result.Analysis.Correct.Layers[layer].ClassMeans;
            double Lead(int unit) => means[0][unit] - ((means[1][unit] + (double)means[2][unit] + means[3][unit]) / 3);
            Assert.Equal(Enumerable.Range(0, means[0].Count).Where(unit => means[0][unit] > 0).Max(Lead), Lead(units.Units[0]), 1e-6);
            for (int label = 0; label < 4; label++)
            {
                int unit = units.Units[label];
                int?[] driving = unit == ClassPictures.None ? [] :
                [
                    .. samples.Where(sample => representations.Sample(layer, sample)[unit] > 0)
                        .OrderByDescending(sample => representations.Sample(layer, sample)[unit])
                        .Take(TopImages.PerUnit),
                ];
                Assert.Equal(
                    [.. driving, .. Enumerable.Repeat((int?)null, TopImages.PerUnit - driving.Length)],
                    units.Images.Skip(label * TopImages.PerUnit).Take(TopImages.PerUnit).Select(Shown));
            }
        }

        int first = pictures.Layers[0].Units[0];
        Assert.Equal(
            Enumerable.Range(0, size).Select(pixel => pixel < 4 ? 0 : ((IFullyConnected)_network).Layers[0].Weight(first, pixel)),
            pictures.Weights!.Take(size));
    }

    [Fact]
    public void The_parts_are_of_correctly_classified_images_and_of_all()
    {
        List<string> stages = [];
        AnalysisResult result = NetworkAnalyzer.Analyze(_network, _data, _options, _workers, stages.Add);
        NetworkAnalysis analysis = result.Analysis;
        HiddenRepresentations representations = HiddenRepresentations.Compute(_network, _data, _workers);
        bool[] correct = [.. result.Evaluation.Predictions.Select((label, sample) => label == _data.Labels[sample])];
        Assert.Equal(("ff", "synthetic", result.Evaluation.Accuracy), (analysis.Model, analysis.Data, analysis.Accuracy));
        Assert.InRange(analysis.Accuracy, 0.3, 0.98);
        CheckRepresentation(analysis.All, representations, _ => true);
        CheckRepresentation(analysis.Correct, representations, sample => correct[sample]);
        for (int classIndex = 0; classIndex < 4; classIndex++)
        {
            int[] images = [.. Enumerable.Range(0, _data.Count).Where(sample => _data.Labels[sample] == classIndex)];
            Assert.Equal(images.Count(sample => correct[sample]) / (double)images.Length, analysis.ClassAccuracy[classIndex]!.Value, 1e-12);
        }

        Assert.Equal(result.Evaluation.Layers[1].HoyerSparseness, analysis.Correct.Layers[1].Sparseness.Hoyer!.Value, 1e-12);
        Assert.Equal((2, 1), (analysis.Weights.Count, analysis.Connections.Count));
        Assert.Equal(["evaluation", "activations", "sparseness"], stages.Take(3));
        Assert.Equal(stages.Count, stages.Distinct().Count());
    }

    [Fact]
    public void Pixel_similarity_is_the_cosine_of_mean_images()
    {
        NetworkAnalysis analysis = _shared.Value.Analysis;
        double[][] means = [.. Enumerable.Range(0, 4).Select(MeanImage)];
        for (int first = 0; first < 4; first++)
        {
            for (int second = 0; second < 4; second++)
            {
                Assert.Equal(Cosine(means[first], means[second]), analysis.PixelSimilarity[first][second]!.Value, 1e-12);
            }
        }
    }

    [Fact]
    public void Goodness_is_distributed_by_label()
    {
        AnalysisResult result = _shared.Value;
        for (int layer = 0; layer < 2; layer++)
        {
            GoodnessDistribution distribution = result.Analysis.Goodness[layer];
            Assert.Equal(_network.Thresholds[layer], distribution.Threshold);
            Assert.Equal((_data.Count, 3 * _data.Count), (distribution.Positive.Counts.Sum(), distribution.Negative.Counts.Sum()));
            Assert.Equal(result.Evaluation.Layers[layer].PositiveGoodness, distribution.Positive.Mean, 1e-9);
            Assert.Equal(result.Evaluation.Layers[layer].NegativeGoodness, distribution.Negative.Mean, 1e-9);
            Assert.Equal((distribution.Positive.Start, distribution.Positive.BinWidth), (distribution.Negative.Start, distribution.Negative.BinWidth));
        }
    }

    [Fact]
    public void Wall_samples_are_the_first_correct_ones_of_each_class()
    {
        AnalysisResult result = _shared.Value;
        HiddenRepresentations representations = HiddenRepresentations.Compute(_network, _data, _workers);
        int[] expected = [.. Enumerable.Range(0, 4).SelectMany(classIndex => Enumerable.Range(0, _data.Count)
            .Where(sample => _data.Labels[sample] == classIndex && result.Evaluation.Predictions[sample] == classIndex).Take(20))];
        Assert.Equal(expected.Select(sample => _data.Labels[sample]), result.Wall.Labels);
        Assert.Equal(expected.SelectMany(sample => representations.Sample(1, sample).ToArray()), result.Wall.Layers[1]);
        Assert.Equal([40, 30], result.Wall.UnitCounts);
    }

    [Fact]
    public void Label_control_compares_with_the_ensembles_of_true_labels()
    {
        LabelControl control = _shared.Value.Analysis.LabelControl!;
        Assert.Equal(["true", "none", "wrong", "label-only"], control.Conditions.Select(condition => condition.Name));
        HiddenRepresentations trueLabels = HiddenRepresentations.Compute(_network, _data, _workers);
        HiddenRepresentations none = HiddenRepresentations.Compute(_network, _data, [.. Enumerable.Repeat(-1, _data.Count)], _workers);
        HiddenRepresentations alone = HiddenRepresentations.ComputeAsNormalized(_network, LabelsAlone.Of(_network.Input), _workers);
        for (int layer = 0; layer < 2; layer++)
        {
            int[][] reference = Ensembles(trueLabels, layer, trueLabels.Labels);
            CheckCondition(control.Conditions[0].Layers[layer], trueLabels, layer, reference, image: true, label: true);
            CheckCondition(control.Conditions[1].Layers[layer], none, layer, reference, image: true, label: false);
            CheckCondition(control.Conditions[3].Layers[layer], alone, layer, reference, image: false, label: true);
            Assert.Equal(1, control.Conditions[0].Layers[layer].OverlapByImage);

            // Which wrong labels are drawn is left open; they are wrong, so true labels fit worse.
            LabelConditionLayer wrong = control.Conditions[2].Layers[layer];
            Assert.NotNull(wrong.OverlapByLabel);
            Assert.True(wrong.DecodedImage < control.Conditions[0].Layers[layer].DecodedImage);
            Assert.Equal(_data.Count, wrong.Sparseness.SampleCount);
        }
    }

    [Fact]
    public void An_unseen_class_is_compared_with_the_seen_ones()
    {
        AnalysisResult result = _shared.Value;
        UnseenCategory unseen = result.Analysis.UnseenCategory!;
        Assert.Equal(Unseen, unseen.Class);
        Assert.Equal(["own", "none", "best"], unseen.Conditions.Select(condition => condition.Name));
        int[] best = [.. Enumerable.Range(0, _data.Count).Select(sample => BestTrained(result.Evaluation.Scores, sample))];
        int[] seen = [.. Enumerable.Range(0, _data.Count).Where(sample => _data.Labels[sample] != Unseen)];
        int[] images = [.. Enumerable.Range(0, _data.Count).Where(sample => _data.Labels[sample] == Unseen)];
        Assert.Equal(seen.Count(sample => best[sample] == _data.Labels[sample]) / (double)seen.Length, unseen.SeenAccuracy!.Value, 1e-12);
        int[][] labels = [[.. images.Select(_ => Unseen)], [.. images.Select(_ => -1)], [.. images.Select(sample => best[sample])]];
        HiddenRepresentations trueLabels = HiddenRepresentations.Compute(_network, _data, _workers);
        for (int condition = 0; condition < 3; condition++)
        {
            int[] shownLabels = [.. _data.Labels.ToArray().Select(label => (int)label)];
            foreach ((int index, int sample) in images.Index())
            {
                shownLabels[sample] = labels[condition][index];
            }

            HiddenRepresentations shown = HiddenRepresentations.Compute(_network, _data, shownLabels, _workers);
            for (int layer = 0; layer < 2; layer++)
            {
                CheckUnseen(unseen.Conditions[condition].Layers[layer], shown, layer, images, seen);
            }
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        using WorkerPool one = new(1);
        using WorkerPool three = new(3);
        Assert.Equal(
            JsonSerializer.Serialize(NetworkAnalyzer.Analyze(_network, _data, _options, one).Analysis),
            JsonSerializer.Serialize(NetworkAnalyzer.Analyze(_network, _data, _options, three).Analysis));
    }

    [Theory]
    [InlineData(-100, 530, 20)]
    [InlineData(0, 1, 20)]
    [InlineData(0, 530, 1)]
    public void Silent_networks_single_images_and_single_units_give_numbers_or_nothing(float bias, int count, int units)
    {
        DenseNetwork network = TestNetworks.Create(_data, [units, 10]);
        network.Layers[0].Bias.Row(0).Fill(bias);
        network.Layers[1].Bias.Row(0).Fill(bias);
        NetworkAnalysis analysis = NetworkAnalyzer.Analyze(network, _data.Take(count), _options, _workers).Analysis;

        // JSON has no NaN: serializing fails where one is left.
        Assert.NotEmpty(JsonSerializer.Serialize(analysis));
        Assert.Equal(count, analysis.All.SampleCount);
        Assert.Equal(bias < 0, analysis.All.Layers[0].Sparseness.SilentSamples == count);
        Assert.Equal(bias < 0 || units == 1, analysis.All.Layers[0].Sparseness.Hoyer is null);
        Assert.Equal(count == 1 ? 3 : 0, analysis.ClassAccuracy.Count(accuracy => accuracy is null));
        Assert.Equal(count == 1 ? 15 : 0, analysis.PixelSimilarity.SelectMany(row => row).Count(similarity => similarity is null));
    }

    [Fact]
    public void What_cannot_be_analyzed_is_refused_in_a_sentence()
    {
        Assert.Equal(
            "Class 4 is said to have been left out of the training, but synthetic has classes 0 to 3; name one of them.",
            Assert.Throws<EngramException>(() => NetworkAnalyzer.Analyze(_network, _data, _options with { LeftOutClass = 4 }, _workers)).Message);
        DenseNetwork diverged = TestNetworks.Create(_data, [20, 10]);
        diverged.Layers[1].Weights[3, 4] = float.NaN;
        Assert.Equal(
            "Layer 2 has a weight or bias that is no finite number, so its training has failed; train again with a smaller learning rate.",
            Assert.Throws<EngramException>(() => NetworkAnalyzer.Analyze(diverged, _data, _options, _workers)).Message);
        Assert.Throws<EngramException>(() => NetworkAnalyzer.Analyze(_network, SyntheticImages.Create(3, channels: 3), _options, _workers));
        Assert.Throws<EngramException>(() => NetworkAnalyzer.Analyze(_network, _data, _options with { Prediction = "vote" }, _workers));
    }

    [Fact]
    public void Without_a_class_left_out_there_is_no_unseen_category() =>
        Assert.Null(NetworkAnalyzer.Analyze(_network, _data, _options with { LeftOutClass = null }, _workers).Analysis.UnseenCategory);

    private void CheckRepresentation(RepresentationAnalysis actual, HiddenRepresentations representations, Func<int, bool> includes)
    {
        int[][] samples = [.. Enumerable.Range(0, 4).Select(classIndex =>
            Enumerable.Range(0, _data.Count).Where(sample => _data.Labels[sample] == classIndex && includes(sample)).ToArray())];
        Assert.Equal(samples.Sum(ofClass => ofClass.Length), actual.SampleCount);
        Assert.Equal(samples.Select(ofClass => ofClass.Length), actual.ClassCounts);
        for (int layer = 0; layer < 2; layer++)
        {
            LayerRepresentation ofLayer = actual.Layers[layer];
            Assert.Equal(representations.UnitCounts[layer], ofLayer.UnitCount);
            Assert.Equal(EnsembleRules.All.Select(rule => rule.Name), ofLayer.Ensembles.Select(set => set.Rule));
            Assert.Equal(6, ofLayer.Agreement.Count);
            LayerSparseness sparseness = new(representations, layer, _workers);
            Assert.Equal(sparseness.Mean([.. samples.SelectMany(ofClass => ofClass).Order()]), ofLayer.Sparseness);
            for (int classIndex = 0; classIndex < 4; classIndex++)
            {
                Assert.Equal(sparseness.Mean(samples[classIndex]), ofLayer.ClassSparseness[classIndex]);
                double[] means = Means(representations, layer, samples[classIndex]);
                Assert.All(means.Zip(ofLayer.ClassMeans[classIndex]), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
                Assert.Equal(MeanRatio(means), ofLayer.Ensembles[0].Units[classIndex]);
            }
        }
    }

    private static void CheckCondition(LabelConditionLayer actual, HiddenRepresentations shown, int layer, int[][] reference, bool image, bool label)
    {
        int[][] ensembles = Ensembles(shown, layer, shown.Labels);
        double? overlap = ensembles.Zip(reference, Jaccard).Average();
        double decoded = Enumerable.Range(0, shown.SampleCount).Count(sample => Nearest(shown.Sample(layer, sample), reference) == shown.Labels[sample]);
        Assert.Equal(ensembles.Select(units => units.Length), actual.EnsembleSizes);
        Assert.Equal(image ? overlap : null, actual.OverlapByImage);
        Assert.Equal(label ? overlap : null, actual.OverlapByLabel);
        Assert.Equal(image ? decoded / shown.SampleCount : null, actual.DecodedImage);
        Assert.Equal(label ? decoded / shown.SampleCount : null, actual.DecodedLabel);
        Assert.Equal(shown.SampleCount, actual.Sparseness.SampleCount);
    }

    private void CheckUnseen(UnseenLayer actual, HiddenRepresentations shown, int layer, int[] images, int[] seen)
    {
        int[][] ensembles = Ensembles(shown, layer, shown.Labels);
        int[] own = ensembles[Unseen];
        int[] known = [.. ensembles.Where((_, classIndex) => classIndex != Unseen).SelectMany(units => units)];
        LayerSparseness sparseness = new(shown, layer, _workers);
        Assert.Equal(sparseness.Mean(images), actual.Sparseness);
        Assert.Equal(sparseness.Mean(seen), actual.SeenSparseness);
        Assert.Equal(own.Length, actual.EnsembleSize);
        Assert.Equal(ensembles.Where((_, classIndex) => classIndex != Unseen).Average(units => units.Length), actual.SeenEnsembleSize, 1e-12);
        Assert.Equal(ensembles.Select(units => Jaccard(own, units)), actual.Overlap);
        Assert.Equal(own.Length == 0 ? null : own.Except(known).Count() / (double)own.Length, actual.OwnShare);
        CheckCosine(images.SelectMany(first => images.Where(second => second != first).Select(second => Cosine(shown, layer, first, second))), actual.CosineWithin);
        CheckCosine(images.SelectMany(first => seen.Select(second => Cosine(shown, layer, first, second))), actual.CosineBetween);

        int[] half = [.. Enumerable.Range(0, 4).SelectMany(classIndex => Enumerable.Range(0, _data.Count)
            .Where(sample => _data.Labels[sample] == classIndex).Where((_, place) => place % 2 == 0))];
        int[][] halfEnsembles = [.. Enumerable.Range(0, 4).Select(classIndex =>
            MeanRatio(Means(shown, layer, [.. half.Where(sample => _data.Labels[sample] == classIndex)])))];
        int[] tested = [.. images.Except(half)];
        Assert.Equal(
            tested.Count(sample => Nearest(shown.Sample(layer, sample), halfEnsembles) == Unseen) / (double)tested.Length,
            actual.NearestEnsembleAccuracy);
    }

    private static void CheckCosine(IEnumerable<double> cosines, double? actual) =>
        Assert.Equal(cosines.Where(cosine => !double.IsNaN(cosine)).Average(), actual!.Value, 1e-6);

    private static int[][] Ensembles(HiddenRepresentations shown, int layer, IReadOnlyList<int> classes) =>
        [.. Enumerable.Range(0, 4).Select(classIndex =>
            MeanRatio(Means(shown, layer, [.. Enumerable.Range(0, shown.SampleCount).Where(sample => classes[sample] == classIndex)])))];

    private static double[] Means(HiddenRepresentations shown, int layer, int[] samples) =>
        [.. Enumerable.Range(0, shown.UnitCounts[layer]).Select(unit => samples.Select(sample => (double)shown.Sample(layer, sample)[unit]).DefaultIfEmpty(0).Average())];

    private static int[] MeanRatio(double[] means) =>
        [.. Enumerable.Range(0, means.Length).Where(unit => means[unit] > 2 * means.Where((_, other) => other != unit).Average())];

    private static double? Jaccard(int[] first, int[] second)
    {
        int union = first.Union(second).Count();
        return union == 0 ? null : first.Intersect(second).Count() / (double)union;
    }

    private static int Nearest(ReadOnlySpan<float> activations, int[][] ensembles)
    {
        float[] values = activations.ToArray();
        double[] means = [.. ensembles.Select(units => units.Length == 0 ? 0 : units.Average(unit => (double)values[unit]))];
        return means.Max() > 0 ? Array.IndexOf(means, means.Max()) : -1;
    }

    private static double Cosine(HiddenRepresentations shown, int layer, int first, int second) => Cosine(
        [.. shown.Sample(layer, first).ToArray().Select(value => (double)value)],
        [.. shown.Sample(layer, second).ToArray().Select(value => (double)value)]);

    private static double Cosine(double[] first, double[] second) =>
        first.Zip(second, (one, other) => one * other).Sum()
        / Math.Sqrt(first.Sum(value => value * value)) / Math.Sqrt(second.Sum(value => value * value));

    private static double[] MeanImage(int classIndex)
    {
        int[] images = [.. Enumerable.Range(0, _data.Count).Where(sample => _data.Labels[sample] == classIndex)];
        return [.. Enumerable.Range(0, _data.Shape.InputSize).Select(input => images.Average(sample => _data.Pixels(sample)[input] / 255.0))];
    }

    private static int BestTrained(float[] goodness, int sample)
    {
        double[] scores = new double[4];
        for (int layer = 0; layer < 2; layer++)
        {
            double[] ofLabels = [.. goodness.AsSpan(((sample * 2) + layer) * 4, 4).ToArray().Select((value, label) => label == Unseen ? 0 : Math.Exp(value))];
            for (int label = 0; label < 4; label++)
            {
                scores[label] += ofLabels[label] / ofLabels.Sum();
            }
        }

        return Array.IndexOf(scores, scores.Max());
    }
}
