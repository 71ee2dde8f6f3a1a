using System.Text.Json;
using Engram.Analysis;
using Engram.Analysis.Assemblies;
using Engram.Analysis.Geometry;
using Engram.Analysis.Similarity;
using Engram.Analysis.Statistics;

namespace Engram.Experiments.Analyses.Measures;

/// <summary>Whether what an analysis that was read says of many units at once has the shape that a run's has; documents of earlier versions have nothing of it.</summary>
internal static class PopulationValidation
{
    /// <exception cref="JsonException">It does not fit the run.</exception>
    public static void Require(NetworkAnalysis analysis, int classes, IReadOnlyList<int> units)
    {
        Demand(analysis.Similarity is null || IsWhole(analysis.Similarity, classes), "similarity");
        Demand(analysis.Geometry is null || IsWhole(analysis.Geometry, units), "geometry");
        Demand(analysis.Assemblies is null || (analysis.Assemblies.Layers.Count == units.Count && analysis.Assemblies.Layers.Zip(units).All(pair => IsWhole(pair.First, classes, pair.Second))), "assemblies");
    }

    private static bool IsWhole(SimilarityAnalysis similarity, int classes) =>
        (classes <= ClassPairs.MostClasses || similarity.Dissimilarities.Count == 0)
        && similarity.Dissimilarities.All(source => source is { Source.Length: > 0, Distance.Length: > 0 } && source.Values.Count == classes * (classes - 1) / 2)
        && similarity.Dissimilarities.DistinctBy(source => (source.Source, source.Distance)).Count() == similarity.Dissimilarities.Count
        && similarity.Comparisons.All(pair => pair is { Distance.Length: > 0, First.Length: > 0, Second.Length: > 0 });

    private static bool IsWhole(GeometryAnalysis geometry, IReadOnlyList<int> units) =>
        geometry.Layers.Count == units.Count && geometry.Layers.Zip(units).All(pair => pair.First is { VaryingUnits: >= 0 } && pair.First.VaryingUnits <= pair.Second)
        && geometry.Cka.Count == units.Count && geometry.Cka.All(row => row is not null && row.Count == units.Count);

    private static bool IsWhole(LayerAssemblies? layer, int classes, int units) =>
        layer is { VaryingUnits: >= 0, Iterations: >= 0 } && layer.VaryingUnits <= units
        && layer.Eigenvalues.Count == layer.Assemblies.Count && layer.ClassMatches.Count == classes
        && layer.Assemblies.All(assembly => assembly is not null && (assembly.Class is null || (assembly.Class >= 0 && assembly.Class < classes)) && assembly.Units.All(unit => unit >= 0 && unit < units));

    private static void Demand(bool holds, string part)
    {
        if (!holds)
        {
            throw new JsonException($"{part} does not fit the run");
        }
    }
}
