using Engram.Analysis;
using Engram.Analysis.Representations;
using Engram.Analysis.Spikes;
using Engram.Experiments.Analyses;
using Engram.Families;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>What is said of spikes, against spikes of the double-precision reference and the definitions word by word.</summary>
public class SpikeAnalysisTests
{
    private static readonly ImageDataset _data = SyntheticImages.Create(60);

    private static readonly Dictionary<string, Lazy<Case>> _cases = new()
    {
        ["ten steps"] = new(() => Case.Of(spec => spec)),
        ["seventy steps without a length"] = new(() => Case.Of(spec => spec with { Steps = 70, CurrentLength = 0, SpikeThreshold = new PerLayer<float>([1, 0.05f]) })),
        ["latency"] = new(() => Case.Of(spec => spec with { Encoding = "latency", SpikeThreshold = 0.2f })),
        ["poisson"] = new(() => Case.Of(spec => spec with { Encoding = "poisson" })),
        ["one step"] = new(() => Case.Of(spec => spec with { Steps = 1 })),
    };

    public static TheoryData<string> Names => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Events_are_those_of_the_images_and_of_the_layer_below(string name)
    {
        Case shown = _cases[name].Value;
        int[] sizes = [shown.Network.Input.Overlay.InputCount, .. shown.Spec.Layers];
        for (int layer = 0; layer < 2; layer++)
        {
            SpikeEvents events = shown.Spikes.Layers[layer].Events;
            bool isCurrent = layer == 0 && shown.Spec.Encoding == "constant";
            double input = Enumerable.Range(0, _data.Count).Average(sample => layer == 0
                ? ReferenceEncoding.Inputs(shown.Spec, _data, sample, _data.Labels[sample], showing: 0).Take(isCurrent ? 1 : shown.Spec.Steps).Sum(step => step.Count(value => value != 0))
                : shown.Trains[0][sample].Sum(step => step.Sum()));
            Assert.Equal(_data.Count, events.ImageCount);
            Assert.Equal(input, events.InputEvents, 1e-9);
            Assert.Equal(input, events.RowAdditions, 1e-9);
            Assert.Equal(isCurrent ? input * sizes[1] : 0, events.WeightMultiplications, 1e-9);
            Assert.Equal(shown.Trains[layer].Average(steps => steps.Sum(step => step.Sum())), events.Spikes, 1e-9);
            Assert.Equal(shown.Spec.Steps * sizes[layer + 1] * (layer == 1 && shown.Spec.CurrentLength > 0 ? 3 : 1), events.UnitMultiplications);
            Assert.Equal(shown.Spec.Steps * sizes[layer], events.DenseRowAdditions);
            Assert.Equal(shown.Spec.Steps * sizes[layer] * sizes[layer + 1], events.DenseMultiplications);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_steps_and_sparseness_are_those_of_the_trains(string name)
    {
        Case shown = _cases[name].Value;
        int steps = shown.Spec.Steps;
        for (int layer = 0; layer < 2; layer++)
        {
            SpikeLayer actual = shown.Spikes.Layers[layer];
            double[][][] trains = [.. shown.Correct.Select(sample => shown.Trains[layer][sample])];
            Assert.All(actual.Rates.Index(), rate => Assert.Equal(trains.Average(image => image.Average(step => step[rate.Index])), rate.Item, 1e-12));
            Assert.All(actual.StepShares.Index(), share => Assert.Equal(trains.Average(image => image[share.Index].Average()), share.Item, 1e-12));
            CheckSparseness(actual.Sparseness, shown.Result.Analysis.Correct.Layers[layer].Sparseness, trains);
            for (int label = 0; label < _data.ClassCount; label++)
            {
                CheckSparseness(
                    actual.ClassSparseness[label],
                    shown.Result.Analysis.Correct.Layers[layer].ClassSparseness[label],
                    [.. shown.Correct.Where(sample => _data.Labels[sample] == label).Select(sample => shown.Trains[layer][sample])]);
            }

            Assert.Equal(steps == 1, actual.Sparseness.OfTrains is null);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void First_spikes_are_counted_by_class(string name)
    {
        Case shown = _cases[name].Value;
        for (int layer = 0; layer < 2; layer++)
        {
            for (int label = 0; label < _data.ClassCount; label++)
            {
                int[] all = [.. Enumerable.Range(0, shown.Spec.Layers[layer])];
                double[][][] trains = [.. shown.Correct.Where(sample => _data.Labels[sample] == label).Select(sample => shown.Trains[layer][sample])];
                CheckFirst(trains, shown.Ensemble(layer, label), shown.Spikes.Layers[layer].EnsembleFirstSpikes[label]);
                CheckFirst(trains, all, shown.Spikes.Layers[layer].LayerFirstSpikes[label]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Synchrony_is_the_mean_correlation_of_trains(string name)
    {
        Case shown = _cases[name].Value;
        for (int layer = 0; layer < 2; layer++)
        {
            (Pairs within, Pairs between) = (new(), new());
            for (int label = 0; label < _data.ClassCount; label++)
            {
                int[] own = shown.Ensemble(layer, label);
                int[] others = [.. Enumerable.Range(0, _data.ClassCount).SelectMany(other => shown.Ensemble(layer, other)).Distinct().Except(own)];
                (Pairs ofWithin, Pairs ofBetween) = shown.PairsOf(layer, label, own, others);
                ofWithin.Check(shown.Spikes.Layers[layer].ClassWithin[label]);
                ofBetween.Check(shown.Spikes.Layers[layer].ClassBetween[label]);
                within.Add(ofWithin);
                between.Add(ofBetween);
            }

            within.Check(shown.Spikes.Layers[layer].Within);
            between.Check(shown.Spikes.Layers[layer].Between);
            Assert.Equal(shown.Spec.Steps > 1, within.Together.Count > 20 && between.Together.Count > 20 && within.Apart.Count > 20 && between.Apart.Count > 20);
        }
    }

    [Fact]
    public void Rasters_show_the_first_correct_image_of_each_class()
    {
        Case shown = _cases["seventy steps without a length"].Value;
        SpikeRasters rasters = shown.Result.Rasters!;
        Assert.Equal(Enumerable.Range(0, _data.ClassCount).Select(label => shown.Correct.First(sample => _data.Labels[sample] == label)), rasters.Examples);
        for (int layer = 0; layer < 2; layer++)
        {
            Assert.Equal(
                rasters.Examples.SelectMany(sample => shown.Trains[layer][sample]).SelectMany(step => step).Select(fires => (byte)fires),
                rasters.Layers[layer]);
        }
    }

    [Fact]
    public void A_class_without_an_image_has_no_raster_and_no_numbers()
    {
        Case shown = _cases["ten steps"].Value;
        ImageDataset without = _data.Without(2);
        using WorkerPool workers = new(1);
        AnalysisResult result = NetworkAnalyzer.Analyze(shown.Network, without, new AnalysisOptions { Prediction = "sum" }, workers);
        Assert.Equal(SpikeRasters.None, result.Rasters!.Examples[2]);
        SpikeLayer layer = result.Analysis.Spikes!.Layers[1];
        Assert.Equal(new TemporalSparseness(0, null, null, null, null), layer.ClassSparseness[2]);
        Assert.Equal(new Synchrony(0, null, null, null, null), layer.ClassWithin[2]);
        Assert.Equal((0, 0, null, null), (layer.LayerFirstSpikes[2].Fired, layer.LayerFirstSpikes[2].Never, layer.LayerFirstSpikes[2].MeanStep, layer.LayerFirstSpikes[2].NeverShare));
    }

    [Fact]
    public void Threads_change_no_number()
    {
        Case shown = _cases["ten steps"].Value;
        using WorkerPool workers = new(3);
        AnalysisResult other = NetworkAnalyzer.Analyze(shown.Network, _data, new AnalysisOptions { Prediction = "sum" }, workers);
        Assert.Equal(AnalysisDocument.Format(shown.Result.Analysis), AnalysisDocument.Format(other.Analysis));
    }

    private static void CheckSparseness(TemporalSparseness actual, SparsenessMeasures overUnits, double[][][] trains)
    {
        double[][][] firing = [.. trains.Where(image => image.Any(step => step.Sum() > 0))];
        Assert.Equal(trains.Length, actual.SampleCount);
        Assert.Equal(overUnits.Hoyer, actual.OverUnits);
        CheckMean(firing.Select(image => Hoyer([.. image.Select(step => step.Sum())])), actual.OverSteps);
        CheckMean(firing.Select(image => Units(image).Where(train => train.Sum() > 0).Average(Hoyer)), actual.OfTrains);
        CheckMean(firing.Select(image => Units(image).Where(train => train.Sum() > 0).Average(train => train.Sum())), actual.SpikesPerFiringUnit);
    }

    private static void CheckMean(IEnumerable<double> values, double? actual)
    {
        double[] defined = [.. values.Where(value => !double.IsNaN(value))];
        Assert.Equal(defined.Length == 0, actual is null);
        double expected = defined.DefaultIfEmpty(0).Average();
        Assert.Equal(expected, actual ?? 0, 1e-12 * Math.Max(1, Math.Abs(expected)));
    }

    private static void CheckFirst(double[][][] trains, int[] units, FirstSpikes actual)
    {
        int[] firsts = [.. from image in trains from unit in units select Array.FindIndex(image, step => step[unit] == 1)];
        Assert.Equal(Enumerable.Range(0, actual.Counts.Count).Select(step => (long)firsts.Count(first => first == step)), actual.Counts);
        Assert.Equal(firsts.Count(first => first == -1), actual.Never);
        Assert.Equal(firsts.Length == 0 ? null : firsts.Count(first => first == -1) / (double)firsts.Length, actual.NeverShare);
        CheckMean(firsts.Where(first => first >= 0).Select(first => first + 1.0), actual.MeanStep);
    }

    /// <summary>(√m − ‖v‖₁/‖v‖₂)/(√m − 1), 0/0 for a single number.</summary>
    private static double Hoyer(double[] values) =>
        (Math.Sqrt(values.Length) - (values.Sum() / Math.Sqrt(values.Sum(value => value * value)))) / (Math.Sqrt(values.Length) - 1);

    private static IEnumerable<double[]> Units(double[][] image) => Enumerable.Range(0, image[0].Length).Select(unit => image.Select(step => step[unit]).ToArray());

    /// <summary>A small network, its analysis, and its units' spikes as the reference has them, [layer][image][step][unit].</summary>
    private sealed record Case(TrainingSpec Spec, NetworkBody Network, AnalysisResult Result, double[][][][] Trains)
    {
        public SpikeAnalysis Spikes => Result.Analysis.Spikes!;

        public int[] Correct { get; } = [.. Enumerable.Range(0, _data.Count).Where(sample => Result.Evaluation.Predictions[sample] == _data.Labels[sample])];

        public static Case Of(Func<TrainingSpec, TrainingSpec> change)
        {
            TrainingSpec spec = change(ModelTable.Find("spiking-ff").Defaults with
            {
                Layers = [70, 66],
                Epochs = 3,
                BatchSize = 20,
                Shift = 0,
                CurrentLength = 12,
                SpikeThreshold = new PerLayer<float>([0.3f, 1]),
                LearningRate = 0.002f,
            });
            NetworkBody network = TrainerProbe.Complete(spec, _data).Network;
            using WorkerPool workers = new(1);
            AnalysisResult result = NetworkAnalyzer.Analyze(network, _data, new AnalysisOptions { Prediction = "sum" }, workers);
            ReferenceSpiking[] layers = [new(spec, network, 0), new(spec, network, 1)];
            double[][][] first = [.. Enumerable.Range(0, _data.Count).Select(sample => layers[0].Run(ReferenceEncoding.Inputs(spec, _data, sample, _data.Labels[sample], showing: 0)).Spikes)];
            return new Case(spec, network, result, [first, [.. first.Select(image => layers[1].Run(image).Spikes)]]);
        }

        public int[] Ensemble(int layer, int label) => [.. Result.Analysis.Correct.Layers[layer].Ensembles.Single(set => set.Rule == "mean-ratio").Units[label]];

        /// <summary>Pairs of units that fire for images of a class: both in its ensemble, or one in it and one in others only.</summary>
        public (Pairs Within, Pairs Between) PairsOf(int layer, int label, int[] own, int[] others)
        {
            (Pairs within, Pairs between) = (new(), new());
            int[] images = [.. Correct.Where(sample => _data.Labels[sample] == label)];
            foreach ((int index, int sample) in images.Index())
            {
                double[][] units = [.. Units(Trains[layer][sample])];
                double[][] next = [.. Units(Trains[layer][images[(index + 1) % images.Length]])];
                foreach (int unit in own)
                {
                    foreach (int second in own.Where(second => second != unit))
                    {
                        within.Together.AddIf(second > unit, units[unit], units[second]);
                        within.Apart.AddIf(images.Length > 1, units[unit], next[second]);
                    }

                    foreach (int second in others)
                    {
                        between.Together.AddIf(true, units[unit], units[second]);
                        between.Apart.AddIf(images.Length > 1, units[unit], next[second]);
                    }
                }
            }

            return (within, between);
        }
    }

    private sealed class Pairs
    {
        public PairList Together { get; } = new();

        public PairList Apart { get; } = new();

        public void Add(Pairs other)
        {
            Together.AddRange(other.Together);
            Apart.AddRange(other.Apart);
        }

        public void Check(Synchrony actual)
        {
            Assert.Equal(Together.Count, actual.PairCount);
            CheckMean(Together.Select(pair => Pearson(pair.First, pair.Second)), actual.Correlation);
            CheckMean(Apart.Select(pair => Pearson(pair.First, pair.Second)), actual.OtherImageCorrelation);
            CheckMean(Together.Select(pair => pair.First.Zip(pair.Second, (one, other) => one * other).Sum()), actual.Coincidences);
            CheckMean(Together.Select(pair => pair.First.Sum() * pair.Second.Average()), actual.ExpectedCoincidences);
        }

        private static double Pearson(double[] first, double[] second)
        {
            (double mean, double other) = (first.Average(), second.Average());
            double Sum(double[] one, double[] two, double ofOne, double ofTwo) => one.Zip(two, (a, b) => (a - ofOne) * (b - ofTwo)).Sum();
            return Sum(first, second, mean, other) / Math.Sqrt(Sum(first, first, mean, mean) * Sum(second, second, other, other));
        }
    }

    private sealed class PairList : List<(double[] First, double[] Second)>
    {
        /// <summary>Adds trains that are both neither empty nor full.</summary>
        public void AddIf(bool condition, double[] first, double[] second)
        {
            if (condition && first.Distinct().Count() == 2 && second.Distinct().Count() == 2)
            {
                Add((first, second));
            }
        }
    }
}
