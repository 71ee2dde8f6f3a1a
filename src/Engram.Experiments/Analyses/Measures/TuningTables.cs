using Engram.Analysis;
using Engram.Analysis.Selectivity;

namespace Engram.Experiments.Analyses.Measures;

/// <summary>Rows of the tables about how units are tuned, for one layer each.</summary>
internal static class TuningTables
{
    public const string Name = "tuning";
    public const string Header = "subset,layer,measure,units,mean,lowerQuartile,median,upperQuartile,shuffled";
    public const string UnitName = "unit-tuning";

    private const string UnitColumns = "subset,layer,unit,preferredClass";

    /// <summary>Heads of the table with a row for every unit that some image activates.</summary>
    public static string UnitHeader { get; } = string.Join(',', TuningMeasures.All.Select(measure => measure.Name).Prepend(UnitColumns));

    public static IEnumerable<object?[]> Rows(LayerRepresentation layer) => (layer.Tuning?.Measures ?? []).Select(measure => (object?[])
    [
        measure.Name, measure.Units.Count(value => value is not null), measure.Mean, measure.LowerQuartile, measure.Median, measure.UpperQuartile, measure.Shuffled,
    ]);

    public static IEnumerable<object?[]> UnitRows(LayerRepresentation layer, IReadOnlyList<object> labels) =>
        from tuning in layer.Tuning is { } one ? (LayerTuning[])[one] : []
        from unit in Enumerable.Range(0, layer.UnitCount)
        let values = tuning.Measures.Select(measure => (object?)measure.Units[unit]).ToArray()
        where values.Any(value => value is not null)
        select (object?[])[unit, tuning.PreferredClasses[unit] is int preferred ? labels[preferred] : "", .. values];
}
