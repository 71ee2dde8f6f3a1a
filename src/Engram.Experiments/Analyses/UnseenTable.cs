using Engram.Analysis.Unseen;

namespace Engram.Experiments.Analyses;

/// <summary>How classes that were left out of trainings are represented, one row per class, condition and layer.</summary>
internal static class UnseenTable
{
    public const string Name = "unseen-category";

    public const string Header =
        "model,class,condition,layer,samples,silentSamples,hoyer,activeFraction,gini,trevesRolls,seenHoyer,ensembleSize,"
        + "seenEnsembleSize,largestOverlap,ownShare,cosineWithin,cosineBetween,nearestEnsembleAccuracy,seenAccuracy";

    public static IEnumerable<object?[]> Rows(string model, UnseenCategory unseen) =>
        from condition in unseen.Conditions
        from layer in condition.Layers.Index()
        let item = layer.Item
        select (object?[])
        [
            model, unseen.Class, condition.Name, layer.Index + 1, .. AnalysisTables.Measures(item.Sparseness), item.SeenSparseness.Hoyer,
            item.EnsembleSize, item.SeenEnsembleSize, LargestOverlap(item, unseen.Class), item.OwnShare, item.CosineWithin,
            item.CosineBetween, item.NearestEnsembleAccuracy, unseen.SeenAccuracy,
        ];

    /// <summary>Jaccard index with the seen class that shares the most.</summary>
    private static double? LargestOverlap(UnseenLayer layer, int label) =>
        layer.Overlap.Where((_, other) => other != label).Max();
}
