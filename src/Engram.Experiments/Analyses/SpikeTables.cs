using Engram.Analysis.Spikes;

namespace Engram.Experiments.Analyses;

/// <summary>The tables about spikes; layers, steps and empty classes as in the others.</summary>
internal static class SpikeTables
{
    /// <summary>Name, header and rows of every table.</summary>
    public static IEnumerable<(string Name, string Header, IEnumerable<object?[]> Rows)> All(SpikeAnalysis spikes) =>
    [
        ("spike-events", "layer,samples,inputEvents,spikes,rowAdditions,weightMultiplications,unitMultiplications,denseRowAdditions,denseMultiplications", OfLayers(spikes, Events)),
        ("firing-rates", "layer,unit,rate", OfLayers(spikes, layer => layer.Rates.Select((rate, unit) => (object?[])[unit, rate]))),
        ("spikes-by-step", "layer,step,activeFraction", OfLayers(spikes, layer => layer.StepShares.Select((share, step) => (object?[])[step + 1, share]))),
        ("temporal-sparseness", "layer,class,samples,overUnits,overSteps,ofTrains,spikesPerFiringUnit", OfLayers(spikes, Sparseness)),
        ("first-spikes", "layer,class,units,step,count", OfLayers(spikes, layer => [.. Firsts("ensemble", layer.EnsembleFirstSpikes), .. Firsts("layer", layer.LayerFirstSpikes)])),
        ("synchrony", "layer,class,pairs,count,correlation,otherImageCorrelation,coincidences,expectedCoincidences", OfLayers(spikes, Pairs)),
    ];

    private static IEnumerable<object?[]> OfLayers(SpikeAnalysis spikes, Func<SpikeLayer, IEnumerable<object?[]>> rows) =>
        from layer in spikes.Layers.Index()
        from row in rows(layer.Item)
        select (object?[])[layer.Index + 1, .. row];

    private static IEnumerable<object?[]> Events(SpikeLayer layer) =>
    [
        [
            layer.Events.ImageCount, layer.Events.InputEvents, layer.Events.Spikes, layer.Events.RowAdditions, layer.Events.WeightMultiplications,
            layer.Events.UnitMultiplications, layer.Events.DenseRowAdditions, layer.Events.DenseMultiplications,
        ],
    ];

    private static IEnumerable<object?[]> Sparseness(SpikeLayer layer) => ByClass(layer.Sparseness, layer.ClassSparseness, measures =>
        [measures.SampleCount, measures.OverUnits, measures.OverSteps, measures.OfTrains, measures.SpikesPerFiringUnit]);

    private static IEnumerable<object?[]> Firsts(string units, IReadOnlyList<FirstSpikes> ofClasses) =>
        from row in ByClass(FirstSpikes.Sum(ofClasses), ofClasses, first => [first])
        let first = (FirstSpikes)row[1]!
        from place in Enumerable.Range(0, first.Counts.Count + 1)
        let isNever = place == first.Counts.Count
        select (object?[])[row[0], units, isNever ? "" : place + 1, isNever ? first.Never : first.Counts[place]];

    private static IEnumerable<object?[]> Pairs(SpikeLayer layer) =>
    [
        .. ByClass(layer.Within, layer.ClassWithin, pairs => Pair("within", pairs)),
        .. ByClass(layer.Between, layer.ClassBetween, pairs => Pair("between", pairs)),
    ];

    private static object?[] Pair(string name, Synchrony pairs) =>
        [name, pairs.PairCount, pairs.Correlation, pairs.OtherImageCorrelation, pairs.Coincidences, pairs.ExpectedCoincidences];

    private static IEnumerable<object?[]> ByClass<T>(T all, IReadOnlyList<T> ofClasses, Func<T, object?[]> columns) =>
        ofClasses.Select((ofClass, label) => (object?[])[label, .. columns(ofClass)]).Prepend(["", .. columns(all)]);
}
