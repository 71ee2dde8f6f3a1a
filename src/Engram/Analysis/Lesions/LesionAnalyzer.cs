using System.Globalization;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Analysis.Selectivity;
using Engram.Models;
using Engram.Threading;

namespace Engram.Analysis.Lesions;

/// <summary>Silences the ensembles of a network, and random sets of units like them, and measures what each costs.</summary>
internal sealed class LesionAnalyzer
{
    private readonly NetworkBody _network;
    private readonly LesionOptions _options;
    private readonly Action<string> _progress;
    private readonly LesionedNetwork _lesioned;
    private readonly LesionOutcome _intact;

    private LesionAnalyzer(NetworkBody network, ImageDataset images, LesionOptions options, WorkerPool workers, Action<string> progress)
    {
        _network = network;
        _options = options;
        _progress = progress;
        _lesioned = new LesionedNetwork(network, images, workers);
        _intact = _lesioned.Intact();
    }

    /// <summary>Measures all layers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="test">Images that it was not trained on: ensembles are found on all of them, damage is measured on some.</param>
    /// <param name="options">How.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    /// <param name="progress">Told the name of each stage as it begins, or null.</param>
    /// <exception cref="EngramException">
    /// The images do not fit the network, or are of a single class; an option cannot be used, or not with this network; or a weight or score is no finite number.
    /// </exception>
    public static LesionAnalysis Analyze(NetworkBody network, ImageDataset test, LesionOptions options, WorkerPool workers, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(workers);
        options.Require(test.ClassCount);
        RequireReplacement(network, options);
        if (network.Input.LeftOutClass is { } leftOut && test.LeftOutLabel is null)
        {
            test = test.Without(leftOut);
        }

        ImageDataset images = test.Part(test.Name, FirstOfEachClass(test, options.Samples));
        RequireClasses(images);
        progress ??= _ => { };
        progress("ensembles");
        EvaluationResult evaluation = Evaluation.Evaluate(network, test, network.Spec.Prediction, network.Spec.SkipFirstLayer, workers, network.Input.LeftOutClass);
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, test, workers);
        ClassSamples correct = ClassSamples.Group(
            representations.Labels, test.ClassCount, sample => evaluation.Predictions[sample] == representations.Labels[sample]);
        LesionAnalyzer analyzer = new(network, images, options, workers, progress);
        return new LesionAnalysis
        {
            Replacement = LesionOptions.NameOf(options.Replacement),
            RandomSets = options.RandomSets,
            ClassCounts = analyzer._intact.ClassCounts,
            Accuracy = analyzer._intact.Accuracy,
            ClassAccuracy = analyzer._intact.ClassAccuracy,
            Layers = [.. Enumerable.Range(0, representations.LayerCount).Select(layer => analyzer.Measure(layer, new LayerActivations(representations, layer, correct, workers)))],
        };
    }

    /// <summary>Fails where units cannot be held at their mean.</summary>
    internal static void RequireReplacement(NetworkBody network, LesionOptions options)
    {
        if (options.Replacement == LesionReplacement.Mean && !network.DrivesOf(0).CanHold)
        {
            throw new EngramException($"Units of the model {network.Model.Name} fire or do not, so none can be replaced by its mean; silence them with zero.");
        }
    }

    /// <summary>The first images of each class, ascending: as many of every class as there are, and together no more than asked for.</summary>
    internal static int[] FirstOfEachClass(ImageDataset images, int count)
    {
        int ofEach = Math.Max(1, count / images.ClassCount);
        int[] taken = new int[images.ClassCount];
        List<int> samples = [];
        for (int sample = 0; sample < images.Count; sample++)
        {
            if (taken[images.Labels[sample]]++ < ofEach)
            {
                samples.Add(sample);
            }
        }

        return [.. samples];
    }

    private static void RequireClasses(ImageDataset images)
    {
        if (images.Labels.ToArray().Distinct().Count() < 2)
        {
            throw new EngramException($"{images.Name} has images of a single class, so no damage is that of a class; name images of two or more.");
        }
    }

    private LayerLesions Measure(int layer, LayerActivations activations)
    {
        int[][] ensembles = EnsembleRules.MeanRatio.FindAll(activations);
        double[] means = MeanActivity(activations);
        float[]? held = _options.Replacement == LesionReplacement.Mean ? [.. means.Select(mean => (float)mean)] : null;
        int[] union = [.. ensembles.SelectMany(units => units).Distinct().Order()];
        SetDamage[]?[] sets = new SetDamage[ensembles.Length][];
        EnsembleLesion[] lesions = [.. ensembles.Select((units, label) => Measure(layer, label, units, means, held, out sets[label]))];
        return new LayerLesions
        {
            UnitCount = activations.UnitCount,
            DeadUnits = means.Count(mean => mean == 0),
            Ensembles = lesions,
            Mean = RandomDamage.Mean([.. lesions.Zip(sets, (lesion, ofSets) => (lesion, ofSets)).Where(one => one.ofSets is not null)]),
            UnionUnits = union.Length,
            UnionAccuracy = union.Length > 0 ? _lesioned.Without(layer, Rest(union, means.Length), held).Accuracy : null,
            Removals = Remove(layer, activations, means, held),
        };
    }

    private EnsembleLesion Measure(int layer, int label, int[] units, double[] means, float[]? held, out SetDamage[]? ofSets)
    {
        _progress(string.Create(
            CultureInfo.InvariantCulture, $"layer {layer + 1} of {_network.LayerShapes.Count}, class {label + 1} of {_intact.ClassCounts.Count}"));
        SetDamage? damage = null;
        LesionOutcome? kept = null;
        if (units.Length > 0)
        {
            damage = _lesioned.Without(layer, units, held).DamageSince(_intact, label);
            kept = _lesioned.Without(layer, Rest(units, means.Length), held);
        }

        MatchedSets sets = new(units, means);
        (ofSets, double activity) = damage is not null && sets.Exist ? Draw(layer, label, sets, held) : (null, 0);
        return new EnsembleLesion
        {
            Label = label,
            Units = units.Length,
            MeanActivity = units.Length > 0 ? units.Average(unit => means[unit]) : 0,
            Damage = damage,
            Random = ofSets is null ? null : RandomDamage.Of(damage!, ofSets, activity / sets.ActivityOf(units)),
            KeptHits = kept?.ClassAccuracy[label],
            KeptFalseAlarms = kept?.FalseAlarms(label),
        };
    }

    // The damage of random sets, and the mean of their activities.
    private (SetDamage[] Damage, double Activity) Draw(int layer, int label, MatchedSets sets, float[]? held)
    {
        RandomStream random = RandomStream.For(_options.Seed, RandomPurpose.LesionSets, layer, label);
        SetDamage[] damage = new SetDamage[_options.RandomSets];
        double activity = 0;
        for (int set = 0; set < damage.Length; set++)
        {
            int[] drawn = sets.Draw(random);
            activity += sets.ActivityOf(drawn) / damage.Length;
            damage[set] = _lesioned.Without(layer, drawn, held).DamageSince(_intact, label);
        }

        return (damage, activity);
    }

    private RemovalCurve[] Remove(int layer, LayerActivations activations, double[] means, float[]? held)
    {
        _progress(string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1} of {_network.LayerShapes.Count}, removing units"));
        return
        [
            .. RemovalOrders.Of(ClassSelectivity.OfUnits(activations), means, _options.Seed, layer)
                .Select(order => new RemovalCurve(order.Name, [.. RemovalOrders.Counts(means.Length).Select(count => Point(layer, order.Orders, count, held))])),
        ];
    }

    private RemovalPoint Point(int layer, int[][] orders, int count, float[]? held)
    {
        double[] accuracies = [.. orders.Select(order => count == 0 ? _intact.Accuracy : _lesioned.Without(layer, order.AsSpan(0, count), held).Accuracy)];
        return orders.Length == 1
            ? new RemovalPoint(count, accuracies[0], null, null)
            : new RemovalPoint(count, accuracies.Average(), accuracies.Min(), accuracies.Max());
    }

    // Over all grouped images, each as much as any other.
    private static double[] MeanActivity(LayerActivations activations)
    {
        double[] means = new double[activations.UnitCount];
        for (int label = 0; label < activations.ClassCount; label++)
        {
            double share = activations.Samples.Of(label).Length / (double)activations.Samples.All.Length;
            for (int unit = 0; unit < means.Length && share > 0; unit++)
            {
                means[unit] += share * activations.ClassMeans[label][unit];
            }
        }

        return means;
    }

    private static int[] Rest(int[] units, int unitCount) => [.. Enumerable.Range(0, unitCount).Except(units)];
}
