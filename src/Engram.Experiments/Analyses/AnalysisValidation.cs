using System.Globalization;
using System.Text.Json;
using Engram.Analysis;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Labels;
using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Analysis.Selectivity;
using Engram.Analysis.Spikes;
using Engram.Analysis.Statistics;
using Engram.Analysis.Unseen;
using Engram.Analysis.Weights;
using Engram.Experiments.Analyses.Measures;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Models;

namespace Engram.Experiments.Analyses;

/// <summary>Whether an analysis that was read has the shape that a run's has, so that nobody who shows it has to ask.</summary>
internal static class AnalysisValidation
{
    /// <summary>Share of the test images that another machine may classify otherwise, because it rounds otherwise.</summary>
    private const double Tolerance = 0.001;

    /// <exception cref="JsonException">The analysis does not fit the spec.</exception>
    public static void Require(NetworkAnalysis analysis, RunSpec spec, bool isOfOtherData)
    {
        int classes = analysis.ClassNames.Count;
        IReadOnlyList<int> units = spec.Training.Layers;

        // Earlier versions measured none of the three for convolutional layers.
        ModelTraits traits = ModelTable.Find(spec.Training.Model).Traits;
        bool mayLack = !traits.IsFullyConnected
            && (analysis.Weights.Count, analysis.Connections.Count, analysis.Saliency.ClassMeans.Count) == (0, 0, 0);
        Demand(analysis.Model == spec.Training.Model && (analysis.Data == spec.DataName || (isOfOtherData && analysis.Data is not null)), "model and data");
        Demand(classes >= 2 && analysis.ClassNames.All(name => name is not null), "classNames");
        Demand(analysis.Accuracy is >= 0 and <= 1, "accuracy");
        Demand(analysis.ClassAccuracy.Count == classes && analysis.ClassAccuracy.All(accuracy => IsShare(accuracy)), "classAccuracy");
        Demand(analysis.Confusion is null || (IsOfPairs(analysis.Confusion, classes) && analysis.Confusion.All(row => row.All(count => count >= 0))), "confusion");
        Require(analysis.Correct, classes, units);
        Require(analysis.All, classes, units);
        Demand(IsOfPairs(analysis.PixelSimilarity, classes), "pixelSimilarity");
        PopulationValidation.Require(analysis, classes, units);
        Demand((analysis.Weights.Count == units.Count || mayLack) && analysis.Weights.All(IsWhole), "weights");
        Demand((analysis.Connections.Count == units.Count - 1 || mayLack) && analysis.Connections.Index().All(pair => IsWhole(pair.Item, pair.Index, classes)), "connections");
        Demand((analysis.Goodness.Count == 0 || analysis.Goodness.Count == units.Count) && analysis.Goodness.All(IsWhole), "goodness");
        Demand(analysis.LabelControl is null || IsWhole(analysis.LabelControl, classes, units.Count), "labelControl");
        Demand(analysis.Spikes is null || IsWhole(analysis.Spikes, spec.Training.Steps, classes, units), "spikes");
        Demand(analysis.UnseenCategory?.Class == spec.LeaveOut, "unseenCategory");
        Demand(analysis.UnseenCategory is null || IsWhole(analysis.UnseenCategory, classes, units.Count), "unseenCategory");
        Demand(IsWhole(analysis.Saliency, mayLack || !traits.IsDifferentiable ? 0 : classes), "saliency");
    }

    /// <summary>What tells that an analysis is of other images than the run was tested with, as a clause; null where nothing does.</summary>
    public static string? FindOtherImages(NetworkAnalysis analysis, RunRecord record)
    {
        if (analysis.DataFingerprint is { } shown && record.TestFingerprint is { } own && shown != own)
        {
            return $"their fingerprint is {shown} and that of the run's {own}";
        }

        double? accuracy = analysis.UnseenCategory is { } unseen ? unseen.SeenAccuracy : analysis.Accuracy;
        double tolerance = Math.Max(Tolerance, 1.5 / Math.Max(1, analysis.All.SampleCount));
        return Math.Abs((accuracy - record.TestAccuracy) ?? 0) > tolerance
            ? string.Create(CultureInfo.InvariantCulture, $"its accuracy is {accuracy:0.0000} and the run's {record.TestAccuracy:0.0000}")
            : null;
    }

    // A program that uses the library may know rules that this one does not, after the library's own.
    private static bool AreRules(string[] names) =>
        names.Distinct().Count() == names.Length && names.Take(EnsembleRules.Own.Count).SequenceEqual(EnsembleRules.Own.Select(rule => rule.Name));

    private static void Require(RepresentationAnalysis images, int classes, IReadOnlyList<int> units)
    {
        Demand(images.SampleCount >= 0 && AreCounts(images.ClassCounts, classes), "classCounts");
        Demand(images.Layers.Count == units.Count, "layers");
        foreach ((LayerRepresentation layer, int unitCount) in images.Layers.Zip(units))
        {
            Demand(layer is not null && layer.UnitCount == unitCount && IsWhole(layer.Sparseness), "layers");
            Demand(layer!.ClassSparseness.Count == classes && layer.ClassSparseness.All(IsWhole), "classSparseness");
            Demand(IsMatrix(layer.ClassMeans, classes, unitCount), "classMeans");
            Demand(layer.Ensembles.All(set => set is not null) && AreRules([.. layer.Ensembles.Select(set => set.Rule)]), "ensembles");
            Demand(layer.Ensembles.All(set => IsWhole(set, classes, unitCount)), "ensembles");
            Demand(layer.Agreement.All(pair => pair is not null), "agreement");
            Demand(layer.Tuning is null || IsWhole(layer.Tuning, classes, unitCount), "tuning");
        }
    }

    private static bool IsWhole(SparsenessMeasures? measures) => measures is { SampleCount: >= 0, SilentSamples: >= 0 };

    private static bool IsWhole(EnsembleSet set, int classes, int units) =>
        set.Units.Count == classes
        && set.Units.All(ensemble => ensemble is not null && ensemble.All(unit => unit >= 0 && unit < units))
        && IsOfPairs(set.Shared.Counts, classes) && set.Shared.Counts.All(row => row.All(count => count >= 0))
        && IsOfPairs(set.Shared.Jaccard, classes);

    private static bool IsWhole(LayerTuning tuning, int classes, int units) =>
        tuning.ActiveUnits >= 0 && tuning.ActiveUnits <= units
        && tuning.PreferredClasses.Count == units && tuning.PreferredClasses.All(label => label is null || (label >= 0 && label < classes))
        && AreNamed(tuning.Measures, measure => measure.Name) && tuning.Measures.All(measure => measure.Units.Count == units);

    private static bool IsWhole(LayerWeights? layer) => layer is not null && IsWhole(layer.Weights) && IsWhole(layer.Biases);

    private static bool IsWhole(Histogram histogram) =>
        histogram.Counts.Count > 0 && histogram.Counts.All(count => count >= 0) && histogram.BinWidth > 0 && double.IsFinite(histogram.Start) && double.IsFinite(histogram.BinWidth);

    private static bool IsWhole(EnsembleConnections? connections, int index, int classes) =>
        connections is not null && connections.FromLayer == index && IsOfPairs(connections.MeanWeights, classes);

    private static bool IsWhole(GoodnessDistribution? layer) =>
        layer is not null && IsWhole(layer.Positive) && IsWhole(layer.Negative) && layer.Positive.Counts.Count == layer.Negative.Counts.Count;

    private static bool IsWhole(LabelControl control, int classes, int layers) => AreNamed(control.Conditions, condition => condition.Name) && control.Conditions.All(condition =>
        condition.Layers.Count == layers
        && condition.Layers.All(layer => layer is not null && IsWhole(layer.Sparseness) && AreCounts(layer.EnsembleSizes, classes)));

    private static bool IsWhole(SpikeAnalysis spikes, int steps, int classes, IReadOnlyList<int> units) =>
        spikes.Steps == steps && spikes.Layers.Count == units.Count && spikes.Layers.Zip(units).All(pair => IsWhole(pair.First, steps, classes, pair.Second));

    private static bool IsWhole(SpikeLayer? layer, int steps, int classes, int units) =>
        layer is not null
        && AreShares(layer.Rates, units) && AreShares(layer.StepShares, steps)
        && AreOfClasses(layer.ClassSparseness, classes) && AreOfClasses(layer.ClassWithin, classes) && AreOfClasses(layer.ClassBetween, classes)
        && AreWhole(layer.EnsembleFirstSpikes, steps, classes) && AreWhole(layer.LayerFirstSpikes, steps, classes);

    private static bool AreWhole(IReadOnlyList<FirstSpikes> spikes, int steps, int classes) =>
        AreOfClasses(spikes, classes) && spikes.All(first => first.Counts.Count == steps && first.Counts.Append(first.Never).All(count => count is >= 0 and <= uint.MaxValue));

    private static bool AreOfClasses<T>(IReadOnlyList<T> items, int classes)
        where T : class => items.Count == classes && items.All(item => item is not null);

    private static bool AreShares(IReadOnlyList<double> shares, int length) => shares.Count == length && shares.All(share => share is >= 0 and <= 1);

    private static bool IsWhole(UnseenCategory unseen, int classes, int layers) => unseen.Class < classes && AreNamed(unseen.Conditions, condition => condition.Name) && unseen.Conditions.All(condition =>
        condition.Layers.Count == layers
        && condition.Layers.All(layer => layer is not null && IsWhole(layer.Sparseness) && IsWhole(layer.SeenSparseness) && layer.Overlap.Count == classes));

    private static bool IsWhole(Saliency saliency, int classes) =>
        saliency is { Channels: > 0, Height: > 0, Width: > 0 }
        && (Int128)saliency.Channels * saliency.Height * saliency.Width <= ImageShape.MaximumInputSize
        && IsMatrix(saliency.ClassMeans, classes, saliency.Channels * saliency.Height * saliency.Width);

    private static bool AreNamed<T>(IReadOnlyList<T> conditions, Func<T, string> name)
        where T : class => conditions.Count > 0 && conditions.All(condition => condition is not null) && conditions.Select(name).Distinct().Count() == conditions.Count;

    private static bool IsOfPairs<T>(IReadOnlyList<IReadOnlyList<T>> table, int classes) =>
        classes > ClassPairs.MostClasses ? table.Count == 0 : IsMatrix(table, classes, classes);

    private static bool IsMatrix<T>(IReadOnlyList<IReadOnlyList<T>> matrix, int rows, int columns) =>
        matrix.Count == rows && matrix.All(row => row is not null && row.Count == columns);

    private static bool AreCounts(IReadOnlyList<int> counts, int length) => counts.Count == length && counts.All(count => count >= 0);

    private static bool IsShare(double? share) => share is null or >= 0 and <= 1 || double.IsNaN(share.Value);

    private static void Demand(bool holds, string part)
    {
        if (!holds)
        {
            throw new JsonException($"{part} does not fit the run");
        }
    }
}
