namespace Engram.Analysis.Statistics;

/// <summary>
/// Tables with a row and a column for every class. A thousand classes have a million pairs, of every layer and rule: nobody reads them, and
/// they make a document of half a gigabyte. What follows from pairs, such as means and correlations, is of all of them at any number of classes.
/// </summary>
public static class ClassPairs
{
    /// <summary>The most classes of which pairs are kept and shown one by one.</summary>
    public const int MostClasses = 100;

    /// <summary>The table, or an empty one where there are more classes.</summary>
    internal static IReadOnlyList<IReadOnlyList<T>> Kept<T>(IReadOnlyList<IReadOnlyList<T>> table) => table.Count > MostClasses ? [] : table;

    /// <summary>The Jaccard index of the ensembles of every two classes; null where both are empty.</summary>
    internal static IEnumerable<double?> Overlaps(IReadOnlyList<IReadOnlyList<int>> ensembles)
    {
        int[][] units = [.. ensembles.Select(ensemble => ensemble.ToArray())];
        for (int first = 0; first < units.Length; first++)
        {
            for (int second = first + 1; second < units.Length; second++)
            {
                yield return UnitOverlap.Jaccard(units[first], units[second]);
            }
        }
    }
}
