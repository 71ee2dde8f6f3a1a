using Engram.Analysis;
using Engram.Analysis.Labels;
using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Experiments.Analyses.Measures;

namespace Engram.Experiments.Analyses;

/// <summary>
/// The tables of an analysis, one CSV file each. Layers count from 1, classes are labels, of a network from 0; an empty class means all
/// classes; the subset is <c>correct</c> (correctly classified images) or <c>all</c>.
/// </summary>
internal static class AnalysisTables
{
    private const string Correct = "correct";
    private const string AllSamples = "all";
    private const string AccuracyHeader = "class,className,samples,accuracy";
    internal const string MeasureColumns = "samples,silentSamples,hoyer,activeFraction,gini,trevesRolls";

    /// <summary>Name, header and rows of every table that the analysis has something for.</summary>
    public static IEnumerable<(string Name, string Header, IEnumerable<object?[]> Rows)> All(NetworkAnalysis analysis)
    {
        (string, RepresentationAnalysis)[] subsets = [(Correct, analysis.Correct), (AllSamples, analysis.All)];
        object[] labels = [.. Enumerable.Range(0, analysis.ClassNames.Count)];
        yield return ("accuracy", AccuracyHeader, Accuracy(labels, analysis.ClassNames, analysis.All, analysis.Accuracy, analysis.ClassAccuracy));
        if (analysis.Confusion is { Count: > 0 } confusion)
        {
            yield return ("confusion", "class,predicted,samples", Confusion(confusion));
        }

        foreach (var table in OfRepresentations(subsets, labels))
        {
            yield return table;
        }

        if (analysis.ClassNames.Count <= ClassPairs.MostClasses)
        {
            yield return ("connections", "fromLayer,class,toClass,meanWeight", Connections(analysis));
        }

        foreach (var table in PopulationTables.All(analysis))
        {
            yield return table;
        }

        yield return ("pixel-correlation", "subset,layer,rule,pearson,spearman", OfLayers(subsets, PixelCorrelation));
        yield return ("weights", "layer,negativeShare,negativeMean,positiveMean,biasMean,ensembleExcitation,ensembleInhibition,otherExcitation,otherInhibition", Weights(analysis));
        if (analysis.Goodness.Count > 0)
        {
            yield return ("goodness", "layer,threshold,positiveMean,positiveDeviation,negativeMean,negativeDeviation", Goodness(analysis));
        }

        if (analysis.LabelControl is { } control)
        {
            yield return ("label-control", $"condition,layer,{MeasureColumns},meanEnsembleSize,overlapByImage,overlapByLabel,decodedImage,decodedLabel", LabelControl(control));
        }

        foreach (var table in analysis.Spikes is { } spikes ? SpikeTables.All(spikes) : [])
        {
            yield return table;
        }

        if (analysis.UnseenCategory is { } unseen)
        {
            yield return (UnseenTable.Name, UnseenTable.Header, UnseenTable.Rows(analysis.Model, unseen));
        }
    }

    private static IEnumerable<object?[]> Confusion(IReadOnlyList<IReadOnlyList<int>> counts) =>
        from label in Enumerable.Range(0, counts.Count)
        from predicted in Enumerable.Range(0, counts.Count)
        select (object?[])[label, predicted, counts[label][predicted]];

    /// <summary>The tables of activations alone.</summary>
    public static IEnumerable<(string Name, string Header, IEnumerable<object?[]> Rows)> All(ActivationAnalysis analysis)
    {
        (string, RepresentationAnalysis)[] subsets = [(AllSamples, analysis.All)];
        if (analysis is { Correct: { } correct, Accuracy: { } accuracy })
        {
            subsets = [(Correct, correct), .. subsets];
            yield return ("accuracy", AccuracyHeader, Accuracy(analysis.ClassNames, analysis.ClassNames, analysis.All, accuracy, analysis.ClassAccuracy));
        }

        foreach (var table in OfRepresentations(subsets, analysis.ClassNames))
        {
            yield return table;
        }
    }

    private static IEnumerable<(string Name, string Header, IEnumerable<object?[]> Rows)> OfRepresentations((string, RepresentationAnalysis)[] subsets, IReadOnlyList<object> labels)
    {
        yield return ("sparseness", $"subset,layer,class,{MeasureColumns}", OfLayers(subsets, layer => Sparseness(layer, labels)));
        yield return ("ensembles", "subset,layer,rule,class,size,units", OfLayers(subsets, layer => Ensembles(layer, labels)));
        yield return ("rule-agreement", "subset,layer,first,second,jaccard,firstInSecond,secondInFirst", OfLayers(subsets, Agreement));
        yield return (TuningTables.Name, TuningTables.Header, OfLayers(subsets, TuningTables.Rows));
        yield return (TuningTables.UnitName, TuningTables.UnitHeader, OfLayers(subsets, layer => TuningTables.UnitRows(layer, labels)));
        if (labels.Count <= ClassPairs.MostClasses)
        {
            yield return ("shared-units", "subset,layer,rule,class,otherClass,count,jaccard", OfLayers(subsets, layer => Shared(layer, labels)));
        }
    }

    private static IEnumerable<object?[]> Accuracy(
        IReadOnlyList<object> labels, IReadOnlyList<string> classNames, RepresentationAnalysis all, double accuracy, IReadOnlyList<double?> classAccuracy)
    {
        yield return ["", "", all.SampleCount, accuracy];
        for (int label = 0; label < classNames.Count; label++)
        {
            yield return [labels[label], classNames[label], all.ClassCounts[label], classAccuracy[label]];
        }
    }

    private static IEnumerable<object?[]> OfLayers((string, RepresentationAnalysis)[] subsets, Func<LayerRepresentation, IEnumerable<object?[]>> rows) =>
        from subset in subsets
        from layer in subset.Item2.Layers.Index()
        from row in rows(layer.Item)
        select (object?[])[subset.Item1, layer.Index + 1, .. row];

    private static IEnumerable<object?[]> Sparseness(LayerRepresentation layer, IReadOnlyList<object> labels) =>
        layer.ClassSparseness.Select((measures, label) => (object?[])[labels[label], .. Measures(measures)])
            .Prepend(["", .. Measures(layer.Sparseness)]);

    internal static object?[] Measures(SparsenessMeasures measures) =>
    [
        measures.SampleCount, measures.SilentSamples, measures.Hoyer, measures.ActiveFraction, measures.Gini, measures.TrevesRolls,
    ];

    private static IEnumerable<object?[]> Ensembles(LayerRepresentation layer, IReadOnlyList<object> labels) =>
        from set in layer.Ensembles
        from units in set.Units.Index()
        select (object?[])[set.Rule, labels[units.Index], units.Item.Count, string.Join(' ', units.Item)];

    private static IEnumerable<object?[]> Agreement(LayerRepresentation layer) => layer.Agreement.Select(pair =>
        (object?[])[pair.First, pair.Second, pair.Jaccard, pair.FirstInSecond, pair.SecondInFirst]);

    private static IEnumerable<object?[]> Shared(LayerRepresentation layer, IReadOnlyList<object> labels) =>
        from set in layer.Ensembles
        from label in Enumerable.Range(0, set.Units.Count)
        from other in Enumerable.Range(label + 1, set.Units.Count - label - 1)
        select (object?[])[set.Rule, labels[label], labels[other], set.Shared.Counts[label][other], set.Shared.Jaccard[label][other]];

    private static IEnumerable<object?[]> PixelCorrelation(LayerRepresentation layer) => layer.Ensembles.Select(set =>
        (object?[])[set.Rule, set.Shared.PixelCorrelation, set.Shared.PixelRankCorrelation]);

    private static IEnumerable<object?[]> Weights(NetworkAnalysis analysis) => analysis.Weights.Select((layer, index) =>
        (object?[])
        [
            index + 1, layer.NegativeShare, layer.NegativeMean, layer.PositiveMean, layer.BiasMean,
            layer.EnsembleDrive.Excitation, layer.EnsembleDrive.Inhibition, layer.OtherDrive.Excitation, layer.OtherDrive.Inhibition,
        ]);

    private static IEnumerable<object?[]> Connections(NetworkAnalysis analysis) =>
        from connection in analysis.Connections
        from row in connection.MeanWeights.Index()
        from weight in row.Item.Index()
        select (object?[])[connection.FromLayer + 1, row.Index, weight.Index, weight.Item];

    private static IEnumerable<object?[]> Goodness(NetworkAnalysis analysis) => analysis.Goodness.Select((layer, index) =>
        (object?[])
        [
            index + 1, layer.Threshold, layer.Positive.Mean, layer.Positive.StandardDeviation, layer.Negative.Mean, layer.Negative.StandardDeviation,
        ]);

    private static IEnumerable<object?[]> LabelControl(LabelControl control) =>
        from condition in control.Conditions
        from layer in condition.Layers.Index()
        let item = layer.Item
        select (object?[])
        [
            condition.Name, layer.Index + 1, .. Measures(item.Sparseness), item.EnsembleSizes.Average(),
            item.OverlapByImage, item.OverlapByLabel, item.DecodedImage, item.DecodedLabel,
        ];
}
