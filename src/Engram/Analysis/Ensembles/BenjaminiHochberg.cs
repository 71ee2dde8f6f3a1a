namespace Engram.Analysis.Ensembles;

/// <summary>
/// Benjamini and Hochberg's procedure (1995), which keeps the expected share of false discoveries at or below a level: with
/// p-values in ascending order, all up to the last with p₍ᵢ₎ ≤ i · level / n are discoveries.
/// </summary>
internal static class BenjaminiHochberg
{
    /// <summary>Indices of the discoveries, ascending.</summary>
    public static int[] Select(ReadOnlySpan<double> pValues, double level)
    {
        double[] sorted = pValues.ToArray();
        Array.Sort(sorted);
        int rank = sorted.Length;
        while (rank > 0 && sorted[rank - 1] > rank * level / sorted.Length)
        {
            rank--;
        }

        List<int> selected = [];
        for (int index = 0; index < pValues.Length; index++)
        {
            if (rank > 0 && pValues[index] <= sorted[rank - 1])
            {
                selected.Add(index);
            }
        }

        return [.. selected];
    }
}
