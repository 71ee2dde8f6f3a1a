namespace Engram.Tensors;

/// <summary>Groups places by a small key, keeping their order within a key.</summary>
internal static class CountingSort
{
    /// <summary>Lists the places of all keys in ascending order of the key.</summary>
    /// <param name="keys">Key of each place, from 0.</param>
    /// <param name="places">Receives the places.</param>
    /// <param name="starts">Receives where each key begins among the places, and behind the last key their number.</param>
    public static void Order(ReadOnlySpan<int> keys, Span<int> places, Span<int> starts)
    {
        starts.Clear();
        foreach (int key in keys)
        {
            starts[key + 1]++;
        }

        for (int key = 1; key < starts.Length; key++)
        {
            starts[key] += starts[key - 1];
        }

        Span<int> next = stackalloc int[starts.Length];
        starts.CopyTo(next);
        for (int place = 0; place < keys.Length; place++)
        {
            places[next[keys[place]]++] = place;
        }
    }
}
