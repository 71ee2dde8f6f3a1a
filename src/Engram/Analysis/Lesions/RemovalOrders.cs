namespace Engram.Analysis.Lesions;

/// <summary>The orders in which units of a layer are removed, and after how many of them one looks.</summary>
internal static class RemovalOrders
{
    /// <summary>Random orders that are averaged.</summary>
    public const int RandomOrders = 5;

    private const int Parts = 8;

    /// <summary>Orders by name; all but <c>random</c> have one.</summary>
    /// <param name="selectivity">Class selectivity of every unit; null for a dead one, which is the last of the most selective and the first of the least.</param>
    /// <param name="activities">Mean activation of every unit.</param>
    /// <param name="seed">Seed of the random orders.</param>
    /// <param name="layer">0-based index of the layer.</param>
    public static IEnumerable<(string Name, int[][] Orders)> Of(double?[] selectivity, double[] activities, ulong seed, int layer)
    {
        int[] selective = Descending([.. selectivity.Select(value => value ?? -1)]);
        int[] active = Descending(activities);
        yield return ("most-selective", [selective]);
        yield return ("least-selective", [[.. selective.Reverse()]]);
        yield return ("most-active", [active]);
        yield return ("least-active", [[.. active.Reverse()]]);
        yield return ("random", [.. Enumerable.Range(0, RandomOrders).Select(order =>
        {
            int[] units = [.. Enumerable.Range(0, activities.Length)];
            RandomStream.For(seed, RandomPurpose.RemovalOrder, layer, order).Shuffle(units);
            return units;
        })]);
    }

    /// <summary>Nothing, and then eighths of the layer, until one is left.</summary>
    public static IEnumerable<int> Counts(int unitCount) => Enumerable.Range(0, Parts).Select(part => unitCount * part / Parts).Distinct();

    private static int[] Descending(double[] values) => [.. Enumerable.Range(0, values.Length).OrderByDescending(unit => values[unit]).ThenBy(unit => unit)];
}
