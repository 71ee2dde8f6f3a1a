using System.Text.Json;
using Engram.Analysis.Lesions;
using Engram.Families;
using Engram.Families.Dense;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>What a network loses with its ensembles, and with random sets of units.</summary>
public sealed class LesionTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(80);
    private static readonly ImageDataset _test = SyntheticImages.Create(60, seed: 2);
    private static readonly LesionOptions _options = new() { RandomSets = 7, Samples = 60, Seed = 3 };

    [Theory]
    [InlineData("ff", LesionReplacement.Zero)]
    [InlineData("ff", LesionReplacement.Mean)]
    [InlineData("bp-ff", LesionReplacement.Zero)]
    [InlineData("bp", LesionReplacement.Zero)]
    [InlineData("bp", LesionReplacement.Mean)]
    public void Every_number_is_that_of_a_slow_reference(string model, LesionReplacement replacement)
    {
        var network = (DenseNetwork)Network(model);
        LesionAnalysis analysis = Analyze(network, _options with { Replacement = replacement });
        ImageDataset images = _test.Part("some", LesionAnalyzer.FirstOfEachClass(_test, 60));
        ReferenceLesions whole = new(network, _test);
        ReferenceLesions some = new(network, images);
        Outcome intact = new(images, some.Predict(0, [], null));
        Assert.Equal(intact.ClassAccuracy, analysis.ClassAccuracy.Select(value => value!.Value));
        int compared = 0;
        HashSet<double> accuracies = [];
        for (int layer = 0; layer < 2; layer++)
        {
            (double[][] ofClasses, double[] ofAll) = whole.Means(layer);
            double[]? given = replacement == LesionReplacement.Mean ? ofAll : null;
            Outcome Without(IEnumerable<int> units)
            {
                Outcome outcome = new(images, some.Predict(layer, [.. units], given));
                accuracies.Add(outcome.Accuracy);
                return outcome;
            }

            int[] all = [.. Enumerable.Range(0, ofAll.Length)];
            int[][] ensembles = [.. ofClasses.Select(ReferenceLesions.Ensemble)];
            LayerLesions found = analysis.Layers[layer];
            Assert.Equal((ofAll.Length, ofAll.Count(mean => mean == 0)), (found.UnitCount, found.DeadUnits));
            int[] union = [.. ensembles.SelectMany(units => units).Distinct()];
            Assert.Equal(union.Length, found.UnionUnits);
            Assert.Equal(union.Length > 0 ? Without(all.Except(union)).Accuracy : null, found.UnionAccuracy);
            foreach (EnsembleLesion lesion in found.Ensembles)
            {
                int label = lesion.Label;
                int[] ensemble = ensembles[label];
                Assert.Equal(ensemble.Length, lesion.Units);
                if (ensemble.Length == 0)
                {
                    Assert.Equal((null, null, null, 0), (lesion.Damage, lesion.Random, lesion.KeptHits, lesion.MeanActivity));
                    continue;
                }

                Assert.Equal(ensemble.Average(unit => ofAll[unit]), lesion.MeanActivity, 1e-4);
                AssertDamage(intact, Without(ensemble), label, lesion.Damage!);
                compared++;
                Outcome kept = Without(all.Except(ensemble));
                Assert.Equal((kept.ClassAccuracy[label], kept.FalseAlarms(label)), (lesion.KeptHits, lesion.KeptFalseAlarms!.Value));

                MatchedSets sets = new(ensemble, [.. ofAll.Select(mean => (double)(float)mean)]);
                RandomStream random = RandomStream.For(3, RandomPurpose.LesionSets, layer, label);
                (double Own, double Others)[] drawn = [.. Enumerable.Range(0, 7).Select(_ => Without(sets.Draw(random)).DamageSince(intact, label))];
                Assert.Equal(drawn.Average(set => set.Own), lesion.Random!.Own.Mean, 12);
                Assert.Equal(drawn.Average(set => set.Others), lesion.Random.Others.Mean, 12);
                Assert.Equal(drawn.Average(set => set.Own - set.Others), lesion.Random.Specificity.Mean, 12);
                double[] ascending = [.. drawn.Select(set => set.Own).Order()];
                Assert.Equal(ascending[0] + (0.15 * (ascending[1] - ascending[0])), lesion.Random.Own.Lower, 12);
                Assert.Equal(ascending[6] - (0.15 * (ascending[6] - ascending[5])), lesion.Random.Own.Upper, 12);
                Assert.Equal((1 + drawn.Count(set => set.Own > lesion.Damage!.Own - 1e-9)) / 8.0, lesion.Random.OwnPValue);
                Assert.Equal((1 + drawn.Count(set => set.Own - set.Others > lesion.Damage!.Specificity - 1e-9)) / 8.0, lesion.Random.SpecificityPValue);
            }

            EnsembleLesion[] ofLayer = [.. found.Ensembles.Where(lesion => lesion.Random is not null)];
            Assert.Equal(ofLayer.Length, found.Mean?.Classes ?? 0);
            if (found.Mean is { } mean)
            {
                Assert.Equal(ofLayer.Average(lesion => lesion.Damage!.Own), mean.Own, 12);
                Assert.Equal(ofLayer.Average(lesion => lesion.Damage!.Others), mean.Others, 12);
                Assert.Equal(ofLayer.Average(lesion => lesion.Random!.Own.Mean), mean.RandomOwn.Mean, 12);
                Assert.Equal(ofLayer.Average(lesion => lesion.Random!.ActivityRatio), mean.ActivityRatio, 12);
                Assert.InRange(mean.OwnPValue, 1 / 8.0, 1);
            }

            int[] active = [.. all.OrderByDescending(unit => ofAll[unit])];
            RemovalPoint[] curve = [.. found.Removals.Single(one => one.Order == "most-active").Points];
            Assert.Equal(Enumerable.Range(0, 8).Select(part => ofAll.Length * part / 8), curve.Select(point => point.Removed));
            Assert.All(curve.Take(4), point => Assert.Equal(Without(active.Take(point.Removed)).Accuracy, point.Accuracy, 12));
        }

        Assert.True(compared > 3 && accuracies.Count > 5, $"{compared} ensembles and {accuracies.Count} accuracies are too few to tell anything.");
    }

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void Every_model_can_be_lesioned_stays_as_it_is_and_threads_change_nothing(string model)
    {
        NetworkBody network = Network(model);
        float[][] parameters = [.. network.Parameters.Select(parameter => parameter.ToArray())];
        LesionOptions options = _options with { RandomSets = 2, Samples = 20 };
        string found = JsonSerializer.Serialize(Analyze(network, options, threads: 1));
        Assert.Equal(found, JsonSerializer.Serialize(Analyze(network, options, threads: 3)));
        Assert.Equal(parameters, network.Parameters.Select(parameter => parameter.ToArray()));
    }

    [Fact]
    public void Every_option_changes_a_result()
    {
        NetworkBody network = Network("ff");
        LesionOptions[] all =
            [_options, _options with { RandomSets = 8 }, _options with { Samples = 20 }, _options with { Seed = 4 }, _options with { Replacement = LesionReplacement.Mean }];
        Assert.Equal(all.Length, all.Select(options => JsonSerializer.Serialize(Analyze(network, options))).Distinct().Count());
    }

    [Fact]
    public void Matched_sets_have_the_size_and_activity_of_the_ensemble_and_none_of_its_units()
    {
        // Activity falls like that of a layer: few units are very active, and every third of them is in the ensemble.
        double[] activities = [.. Enumerable.Range(0, 400).Select(unit => Math.Exp(-unit / 60.0))];
        int[] ensemble = [.. Enumerable.Range(1, 40).Select(place => 3 * place)];
        MatchedSets sets = new(ensemble, activities);
        Assert.True(sets.Exist);
        RandomStream random = new(1);
        int[][] drawn = [.. Enumerable.Range(0, 200).Select(_ => sets.Draw(random))];
        Assert.All(drawn, set =>
        {
            Assert.Equal(set.Distinct().Order(), set);
            Assert.Equal(ensemble.Length, set.Length);
            Assert.Empty(set.Intersect(ensemble));
            Assert.InRange(sets.ActivityOf(set) / sets.ActivityOf(ensemble), 0.9, 1.1);
        });
        Assert.InRange(drawn.Average(sets.ActivityOf) / sets.ActivityOf(ensemble), 0.97, 1.03);
        Assert.Equal(200, drawn.Select(set => string.Join(' ', set)).Distinct().Count());

        // All units next to the ensemble are drawn, and not a few of them again and again.
        Assert.InRange(drawn.SelectMany(set => set).Distinct().Count(), 80, 130);
    }

    [Fact]
    public void Where_others_are_less_active_the_most_active_of_them_are_drawn_and_where_there_are_too_few_none()
    {
        double[] activities = [.. Enumerable.Range(0, 100).Select(unit => unit < 20 ? 10 + unit : unit / 100.0)];
        MatchedSets sets = new([.. Enumerable.Range(0, 20)], activities);
        Assert.All(sets.Draw(new RandomStream(1)), unit => Assert.InRange(unit, 75, 99));
        Assert.True(new MatchedSets([.. Enumerable.Range(0, 50)], activities).Exist);
        Assert.False(new MatchedSets([.. Enumerable.Range(0, 51)], activities).Exist);
        Assert.False(new MatchedSets([], activities).Exist);
    }

    [Fact]
    public void Orders_of_removal_are_opposites_and_dead_units_come_last_or_first()
    {
        (string Name, int[][] Orders)[] orders = [.. RemovalOrders.Of([0.2, null, 0.9, 0.5], [3, 0, 1, 2], seed: 1, layer: 0)];
        Assert.Equal(["most-selective", "least-selective", "most-active", "least-active", "random"], orders.Select(order => order.Name));
        Assert.Equal([[2, 3, 0, 1], [1, 0, 3, 2], [0, 3, 2, 1], [1, 2, 3, 0]], orders.Take(4).Select(order => order.Orders.Single()));
        Assert.Equal(RemovalOrders.RandomOrders, orders[4].Orders.Length);
        Assert.All(orders[4].Orders, order => Assert.Equal([0, 1, 2, 3], order.Order()));
        Assert.Equal([0, 98, 196, 294, 392, 490, 588, 686], RemovalOrders.Counts(784));
        Assert.Equal([0, 1, 2], RemovalOrders.Counts(3));
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_a_sentence()
    {
        NetworkBody network = Network("ff");
        ImageDataset single = _test.Part("one", [.. Enumerable.Range(0, _test.Count).Where(sample => _test.Labels[sample] == 1)]);
        (Action Act, string Sentence)[] cases =
        [
            (() => Analyze(network, _options with { RandomSets = 0 }), "randomSets is 0, which cannot be used; use 1 to 100000 sets."),
            (() => Analyze(network, _options with { Samples = 3 }), "samples is 3, which cannot be used; use 4 or more, an image for each class."),
            (() => new Network(network).Lesion(single, _options), "one has images of a single class, so no damage is that of a class; name images of two or more."),
            (() => Analyze(Network("spiking-ff"), _options with { Replacement = LesionReplacement.Mean }), "Units of the model spiking-ff fire or do not, so none can be replaced by its mean; silence them with zero."),
        ];
        Assert.All(cases, one => Assert.Equal(one.Sentence, Assert.Throws<EngramException>(one.Act).Message));
    }

    [Fact]
    public void A_class_that_was_left_out_has_no_images_and_no_ensemble()
    {
        NetworkBody network = TrainerProbe.Complete(Spec("ff"), _train.Without(2)).Network;
        LesionAnalysis analysis = Analyze(network, _options);
        Assert.Equal((0, null), (analysis.ClassCounts[2], analysis.ClassAccuracy[2]));
        Assert.All(analysis.Layers, layer =>
        {
            Assert.Equal((0, null, null, null), (layer.Ensembles[2].Units, layer.Ensembles[2].Damage, layer.Ensembles[2].Random, layer.Ensembles[2].KeptHits));
            Assert.All(layer.Ensembles, lesion => Assert.Null(lesion.Damage?.Classes[2]));
            Assert.Equal(layer.Ensembles.Count(lesion => lesion.Units > 0), layer.Mean?.Classes ?? 0);
        });
    }

    private static void AssertDamage(Outcome intact, Outcome lesioned, int label, SetDamage found)
    {
        (double own, double others) = lesioned.DamageSince(intact, label);
        Assert.Equal(own, found.Own, 12);
        Assert.Equal(others, found.Others, 12);
        Assert.Equal(own - others, found.Specificity, 12);
        Assert.All(found.Classes.Index(), one => Assert.Equal(intact.ClassAccuracy[one.Index] - lesioned.ClassAccuracy[one.Index], one.Item!.Value, 12));
    }

    private static TrainingSpec Spec(string model) => ModelTable.Find(model).Defaults with
    {
        Layers = model.StartsWith("conv-", StringComparison.Ordinal) ? [8, 6] : [30, 20],
        Epochs = model.StartsWith("conv-", StringComparison.Ordinal) ? 3 : 60,
        BatchSize = 20,
        LearningRate = model == "spiking-ff" ? 0.00001f : 0.005f,
        LearningRateSchedule = "constant",
    };

    private static NetworkBody Network(string model) => TrainerProbe.Complete(Spec(model), _train).Network;

    private static LesionAnalysis Analyze(NetworkBody network, LesionOptions options, int threads = 2)
    {
        using WorkerPool workers = new(threads);
        return LesionAnalyzer.Analyze(network, _test, options, workers);
    }

    private sealed class Outcome(ImageDataset images, int[] predictions)
    {
        public double Accuracy => Share(sample => true, sample => predictions[sample] == images.Labels[sample]);

        public double[] ClassAccuracy => [.. Enumerable.Range(0, images.ClassCount).Select(label => Share(sample => images.Labels[sample] == label, sample => predictions[sample] == label))];

        public double FalseAlarms(int label) => Share(sample => images.Labels[sample] != label, sample => predictions[sample] == label);

        public (double Own, double Others) DamageSince(Outcome intact, int label)
        {
            double[] damage = [.. intact.ClassAccuracy.Zip(ClassAccuracy, (before, after) => before - after)];
            return (damage[label], (damage.Sum() - damage[label]) / (damage.Length - 1));
        }

        private double Share(Func<int, bool> of, Func<int, bool> holds)
        {
            int[] samples = [.. Enumerable.Range(0, images.Count).Where(of)];
            return samples.Count(holds) / (double)samples.Length;
        }
    }
}
