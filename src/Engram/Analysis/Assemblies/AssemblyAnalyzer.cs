using Engram.Analysis.Geometry;
using Engram.Analysis.Statistics;
using Engram.Threading;

namespace Engram.Analysis.Assemblies;

/// <summary>Finds assemblies of one layer and holds them against the ensembles of classes.</summary>
internal static class AssemblyAnalyzer
{
    private const ulong Seed = 1;
    private const int Draws = 100;
    private const double DeviationsOfMembers = 2;

    /// <summary>Finds the assemblies of a layer.</summary>
    /// <param name="units">The units that vary.</param>
    /// <param name="products">Σ over images of the product of two units' deviations from their means.</param>
    /// <param name="ensembles">Units of each class's ensemble, ascending.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    public static LayerAssemblies Find(VaryingUnits units, double[][] products, int[][] ensembles, WorkerPool workers)
    {
        double bound = Math.Pow(1 + Math.Sqrt(units.Count / Math.Max(1.0, units.ImageCount)), 2);
        AssemblyWeights found = AssemblyWeights.Find(units, products, bound, workers);
        int[][] assemblies = [.. found.Weights.Select(weights => Members(weights, units.Indices))];
        return new LayerAssemblies
        {
            VaryingUnits = units.Count,
            Bound = bound,
            Eigenvalues = found.Eigenvalues,
            Iterations = found.Iterations,
            IsConverged = found.IsConverged,
            Assemblies = [.. assemblies.Select(members => Match(members, ensembles))],
            ClassMatches = [.. ensembles.Select(ensemble => BestMatch(ensemble, assemblies))],
            ShuffledMatch = ShuffledMatch(units.Indices, assemblies, ensembles),
        };
    }

    private static int[] Members(double[] weights, int[] units)
    {
        double mean = weights.Average();
        double deviation = Math.Sqrt(weights.Average(weight => (weight - mean) * (weight - mean)));
        return [.. units.Where((_, place) => weights[place] > mean + (DeviationsOfMembers * deviation))];
    }

    private static UnitAssembly Match(int[] members, int[][] ensembles)
    {
        double?[] shares = [.. ensembles.Select(ensemble => UnitOverlap.Jaccard(members, ensemble))];
        int best = Enumerable.Range(0, shares.Length).MaxBy(label => shares[label] ?? 0);
        return shares.Length > 0 && shares[best] > 0 ? new UnitAssembly(members, best, shares[best]) : new UnitAssembly(members, null, null);
    }

    private static double? BestMatch(int[] ensemble, int[][] assemblies) =>
        ensemble.Length > 0 && assemblies.Length > 0 ? assemblies.Max(members => UnitOverlap.Jaccard(members, ensemble)) : null;

    private static double? ShuffledMatch(int[] units, int[][] assemblies, int[][] ensembles)
    {
        if (assemblies.Length == 0)
        {
            return null;
        }

        RandomStream random = RandomStream.For(Seed, RandomPurpose.Assemblies, 2, units.Length);
        List<double?> matches = [];
        for (int draw = 0; draw < Draws; draw++)
        {
            int[][] drawn = [.. assemblies.Select(members =>
            {
                int[] order = [.. units];
                random.Shuffle(order);
                return order[..members.Length].Order().ToArray();
            })];
            matches.Add(ensembles.Average(ensemble => BestMatch(ensemble, drawn)));
        }

        return matches.Average();
    }
}
