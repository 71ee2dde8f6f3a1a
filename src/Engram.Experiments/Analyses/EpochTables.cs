using Engram.Analysis.Epochs;
using Engram.Analysis.Representations;

namespace Engram.Experiments.Analyses;

/// <summary>The tables of layers over epochs. As in all tables of an analysis layers count from 1; the finished network has no epoch.</summary>
internal static class EpochTables
{
    private const string Subset = "subset,layer,epoch";

    /// <summary>Name, header and rows of each.</summary>
    public static IEnumerable<(string Name, string Header, IEnumerable<object?[]> Rows)> All(IReadOnlyList<LayerMoment> moments)
    {
        string measures = AnalysisTables.MeasureColumns;
        yield return (
            "epochs",
            $"{Subset},{measures},deadUnits,meanEnsembleSize,overlapWithFinal,overlapBetweenClasses,classSelectivity,informedness,accuracy",
            OfMoments(moments, Whole));
        yield return ("epoch-classes", $"{Subset},class,{measures},accuracy,size,overlapWithFinal,units", OfMoments(moments, Classes));
    }

    private static IEnumerable<object?[]> OfMoments(IReadOnlyList<LayerMoment> moments, Func<LayerMoment, MomentRepresentation, IEnumerable<object?[]>> rows) =>
        from subset in new (string Name, Func<LayerMoment, MomentRepresentation> Of)[] { ("correct", moment => moment.Correct), ("all", moment => moment.All) }
        from moment in moments
        from row in rows(moment, subset.Of(moment))
        select (object?[])[subset.Name, moment.LayerIndex + 1, moment.Epoch, .. row];

    private static IEnumerable<object?[]> Whole(LayerMoment moment, MomentRepresentation images)
    {
        EpochRow row = EpochRow.Of(moment, images);
        yield return
        [
            .. AnalysisTables.Measures(row.Sparseness), row.DeadUnits, row.MeanEnsembleSize, row.OverlapWithFinal, row.OverlapBetweenClasses,
            row.ClassSelectivity, row.Informedness, row.Accuracy,
        ];
    }

    private static IEnumerable<object?[]> Classes(LayerMoment moment, MomentRepresentation images) => images.ClassSparseness.Select((SparsenessMeasures measures, int label) =>
        (object?[])
        [
            label, .. AnalysisTables.Measures(measures), moment.ClassAccuracy[label], images.Ensembles[label].Count, images.OverlapWithFinal[label],
            string.Join(' ', images.Ensembles[label]),
        ]);
}
