namespace Engram.Analysis.Lesions;

/// <summary>
/// Draws sets of units that have the size and nearly the activity of an ensemble, and none of its units. Every unit of the ensemble, in random order, is stood in for by one of the
/// free units that are next to it in the order of activity.
/// </summary>
internal sealed class MatchedSets
{
    private const int MostNeighbours = 10;
    private const int LeastNeighbours = 2;

    // So few that in a small layer, too, a neighbour is one of like activity.
    private const int UnitsPerNeighbour = 20;

    private readonly int[] _ensemble;
    private readonly int[] _others;
    private readonly double[] _activities;

    /// <param name="ensemble">Units of the ensemble.</param>
    /// <param name="activities">Mean activation of every unit of the layer.</param>
    public MatchedSets(int[] ensemble, double[] activities)
    {
        _ensemble = ensemble;
        _activities = activities;
        _others = [.. Enumerable.Range(0, activities.Length).Except(ensemble).OrderBy(unit => activities[unit]).ThenBy(unit => unit)];
    }

    /// <summary>Whether there are as many other units as the ensemble has.</summary>
    public bool Exist => _ensemble.Length > 0 && _others.Length >= _ensemble.Length;

    /// <summary>A set, ascending.</summary>
    public int[] Draw(RandomStream random)
    {
        List<int> free = [.. _others];
        int neighbours = Math.Clamp(_others.Length / UnitsPerNeighbour, LeastNeighbours, MostNeighbours);
        int[] order = [.. _ensemble];
        random.Shuffle(order);
        int[] drawn = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            int width = Math.Min(neighbours, free.Count);
            int first = Math.Clamp(CountBelow(free, _activities[order[place]]) - (width / 2), 0, free.Count - width);
            int chosen = first + random.NextIndex(width);
            drawn[place] = free[chosen];
            free.RemoveAt(chosen);
        }

        Array.Sort(drawn);
        return drawn;
    }

    /// <summary>Mean activation of the units of a set.</summary>
    public double ActivityOf(int[] units) => units.Average(unit => _activities[unit]);

    private int CountBelow(List<int> ascending, double activity)
    {
        int low = 0;
        int high = ascending.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _activities[ascending[middle]] < activity ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
