using Engram.Analysis.Lesions;

namespace Engram.Experiments.Analyses;

/// <summary>The tables of lesions. As in all tables of an analysis layers count from 1, and classes are labels.</summary>
internal static class LesionTables
{
    private const string Compared =
        "ownDamage,othersDamage,specificity,activityRatio,randomOwn,randomOwnLower,randomOwnUpper,randomOthers,randomOthersLower,randomOthersUpper,"
        + "randomSpecificity,randomSpecificityLower,randomSpecificityUpper,ownP,specificityP";

    /// <summary>Name, header and rows of each.</summary>
    public static IEnumerable<(string Name, string Header, IEnumerable<object?[]> Rows)> All(LesionAnalysis analysis)
    {
        yield return ("lesions", $"layer,class,units,meanActivity,{Compared},keptHits,keptFalseAlarms", OfLayers(analysis, Ensembles));
        yield return ("lesion-layers", $"layer,units,deadUnits,unionUnits,unionAccuracy,accuracy,samples,randomSets,classes,{Compared}", OfLayers(analysis, layer => [Whole(analysis, layer)]));
        yield return ("lesion-matrix", "layer,silencedClass,class,damage,randomDamage", OfLayers(analysis, Matrix));
        yield return ("lesion-curves", "layer,order,removed,accuracy,least,most", OfLayers(analysis, Curves));
    }

    private static IEnumerable<object?[]> OfLayers(LesionAnalysis analysis, Func<LayerLesions, IEnumerable<object?[]>> rows) =>
        analysis.Layers.SelectMany((layer, index) => rows(layer).Select(row => (object?[])[index + 1, .. row]));

    private static IEnumerable<object?[]> Ensembles(LayerLesions layer) => layer.Ensembles.Select(lesion => (object?[])
    [
        lesion.Label, lesion.Units, lesion.MeanActivity, lesion.Damage?.Own, lesion.Damage?.Others, lesion.Damage?.Specificity, lesion.Random?.ActivityRatio,
        .. Ranges(lesion.Random?.Own, lesion.Random?.Others, lesion.Random?.Specificity), lesion.Random?.OwnPValue, lesion.Random?.SpecificityPValue,
        lesion.KeptHits, lesion.KeptFalseAlarms,
    ]);

    private static object?[] Whole(LesionAnalysis analysis, LayerLesions layer) =>
    [
        layer.UnitCount, layer.DeadUnits, layer.UnionUnits, layer.UnionAccuracy, analysis.Accuracy, analysis.ClassCounts.Sum(), analysis.RandomSets, layer.Mean?.Classes,
        layer.Mean?.Own, layer.Mean?.Others, layer.Mean?.Specificity, layer.Mean?.ActivityRatio,
        .. Ranges(layer.Mean?.RandomOwn, layer.Mean?.RandomOthers, layer.Mean?.RandomSpecificity), layer.Mean?.OwnPValue, layer.Mean?.SpecificityPValue,
    ];

    private static IEnumerable<object?[]> Matrix(LayerLesions layer) =>
        from lesion in layer.Ensembles
        from other in lesion.Damage?.Classes.Index() ?? []
        select (object?[])[lesion.Label, other.Index, other.Item, lesion.Random?.Classes[other.Index]];

    private static IEnumerable<object?[]> Curves(LayerLesions layer) =>
        from curve in layer.Removals
        from point in curve.Points
        select (object?[])[curve.Order, point.Removed, point.Accuracy, point.Least, point.Most];

    private static IEnumerable<object?> Ranges(params RandomRange?[] ranges) => ranges.SelectMany(range => (object?[])[range?.Mean, range?.Lower, range?.Upper]);
}
