using Engram.Analysis;
using Engram.Analysis.Assemblies;
using Engram.Analysis.Geometry;
using Engram.Analysis.Similarity;

namespace Engram.Experiments.Analyses.Measures;

/// <summary>The tables about many units at once, over all images; layers and classes as in the others.</summary>
internal static class PopulationTables
{
    /// <summary>Name, header and rows of every table that the analysis has something for.</summary>
    public static IEnumerable<(string Name, string Header, IEnumerable<object?[]> Rows)> All(NetworkAnalysis analysis)
    {
        if (analysis.Similarity is { } similarity)
        {
            if (similarity.Dissimilarities.Count > 0)
            {
                yield return ("dissimilarities", "source,distance,class,otherClass,value", Dissimilarities(similarity, analysis.ClassNames.Count));
            }

            yield return (
                "dissimilarity-comparisons",
                "distance,first,second,spearman,spearmanLower,spearmanUpper,cosine,cosineLower,cosineUpper",
                similarity.Comparisons.Select(pair => (object?[])
                [
                    pair.Distance, pair.First, pair.Second, pair.Spearman, pair.SpearmanLower, pair.SpearmanUpper, pair.Cosine, pair.CosineLower, pair.CosineUpper,
                ]));
        }

        if (analysis.Geometry is { } geometry)
        {
            yield return ("participation", "layer,samples,varyingUnits,participationRatio,whiteNoise", geometry.Layers.Select((layer, index) => (object?[])
                [index + 1, geometry.ImageCount, layer.VaryingUnits, layer.ParticipationRatio, layer.WhiteNoise]));
            yield return ("cka", "layer,otherLayer,cka", Alignment(geometry));
        }

        if (analysis.Assemblies is { } assemblies)
        {
            yield return ("assemblies", "layer,samples,varyingUnits,bound,assemblies,meanSize,iterations,isConverged,classMatch,shuffledClassMatch", assemblies.Layers.Select((layer, index) =>
                Assemblies(layer, index + 1, assemblies.ImageCount)));
            yield return ("assembly-classes", "layer,class,jaccard",
                assemblies.Layers.SelectMany((layer, index) => layer.ClassMatches.Select((match, label) => (object?[])[index + 1, label, match])));
            yield return ("assembly-units", "layer,assembly,size,class,jaccard,units", assemblies.Layers.SelectMany((layer, index) => layer.Assemblies.Select((assembly, number) =>
                (object?[])[index + 1, number + 1, assembly.Units.Count, assembly.Class, assembly.Jaccard, string.Join(' ', assembly.Units)])));
        }
    }

    private static IEnumerable<object?[]> Dissimilarities(SimilarityAnalysis similarity, int classes) =>
        from source in similarity.Dissimilarities
        from pair in (from first in Enumerable.Range(0, classes) from second in Enumerable.Range(first + 1, classes - first - 1) select (first, second)).Zip(source.Values)
        select (object?[])[source.Source, source.Distance, pair.First.first, pair.First.second, pair.Second];

    private static IEnumerable<object?[]> Alignment(GeometryAnalysis geometry) =>
        from row in geometry.Cka.Index()
        from value in row.Item.Index()
        where value.Index > row.Index
        select (object?[])[row.Index + 1, value.Index + 1, value.Item];

    private static object?[] Assemblies(LayerAssemblies layer, int number, int images) =>
    [
        number, images, layer.VaryingUnits, layer.Bound, layer.Assemblies.Count,
        layer.Assemblies.Count > 0 ? layer.Assemblies.Average(assembly => assembly.Units.Count) : null, layer.Iterations, layer.IsConverged ? "true" : "false",
        layer.ClassMatches.Average(), layer.ShuffledMatch,
    ];
}
