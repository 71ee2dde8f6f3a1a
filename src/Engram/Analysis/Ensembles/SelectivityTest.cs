using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Analysis.Ensembles;

/// <summary>
/// For every class and unit, the one-sided p-value of a permutation test: in what share of random assignments of classes to
/// samples is the unit's mean over the class at least as far above its mean over the rest as it really is? Since a
/// unit's activations sum to the same whatever the assignment, the difference of means grows with the sum over the class,
/// and sums are what is compared.
/// </summary>
/// <remarks>
/// p = (1 + assignments at least as extreme) / (1 + assignments). There are 999, common to all units and classes, which
/// makes .001 the least p-value. With few selective units among many, a correction for many tests asks for less: where it
/// refuses units that no assignment has reached, those are tested with further assignments, as many as let it accept a
/// single unit.
/// Going on only where nothing was reached keeps P(p ≤ α) ≤ α for every α, above .001 by the first assignments alone,
/// below it by all.
/// </remarks>
internal static class SelectivityTest
{
    private const int FirstPermutations = 999;

    /// <summary>p-values, [class][unit]; 1 for a class without samples, or with all of them.</summary>
    /// <param name="layer">Activations.</param>
    /// <param name="level">The level at which p-values are going to be corrected.</param>
    /// <param name="workers">Threads.</param>
    public static double[][] PValues(LayerActivations layer, double level, WorkerPool workers)
    {
        ClassPermutations permutations = new(layer.Samples);
        int[] activeUnits = ActiveUnits(layer);
        int[][] reached = permutations.CountReached(layer, activeUnits, 0, FirstPermutations, workers);
        double[][] pValues = [.. reached.Select(ofClass => FirstPValues(layer.UnitCount, activeUnits, ofClass))];
        Refine(layer, permutations, pValues, level, workers);
        return pValues;
    }

    // Units that are active for the same class stand together: then most samples activate none of a few neighbors, and
    // need not be looked at for them.
    private static int[] ActiveUnits(LayerActivations layer) =>
        [.. Enumerable.Range(0, layer.UnitCount)
            .Where(unit => layer.ClassMeans.Any(means => means[unit] > 0))
            .OrderBy(unit => layer.ClassMeans.Index().MaxBy(indexed => indexed.Item[unit]).Index)];

    private static double[] FirstPValues(int unitCount, int[] activeUnits, int[] reached)
    {
        double[] pValues = new double[unitCount];
        Array.Fill(pValues, 1);
        for (int index = 0; index < activeUnits.Length; index++)
        {
            pValues[activeUnits[index]] = PValue(reached[index], FirstPermutations);
        }

        return pValues;
    }

    private static void Refine(LayerActivations layer, ClassPermutations permutations, double[][] pValues, double level, WorkerPool workers)
    {
        int total = (int)Math.Ceiling(layer.UnitCount / level);
        double least = PValue(0, FirstPermutations);
        int[] classes = [.. Enumerable.Range(0, pValues.Length).Where(classIndex =>
            pValues[classIndex].Contains(least) && BenjaminiHochberg.Select(pValues[classIndex], level).Length == 0)];
        int[] units = [.. Enumerable.Range(0, layer.UnitCount).Where(unit => classes.Any(classIndex => pValues[classIndex][unit] == least))];
        if (total <= FirstPermutations || units.Length == 0)
        {
            return;
        }

        int[][] reached = permutations.CountReached(layer, units, FirstPermutations, total, workers);
        foreach (int classIndex in classes)
        {
            for (int index = 0; index < units.Length; index++)
            {
                if (pValues[classIndex][units[index]] == least)
                {
                    pValues[classIndex][units[index]] = PValue(reached[classIndex][index], total);
                }
            }
        }
    }

    private static double PValue(int reached, int permutations) => (1.0 + reached) / (1.0 + permutations);
}
