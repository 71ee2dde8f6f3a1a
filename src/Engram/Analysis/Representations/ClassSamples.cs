namespace Engram.Analysis.Representations;

/// <summary>Samples grouped by class, each group in ascending order.</summary>
internal sealed class ClassSamples
{
    private readonly int[][] _samples;

    private ClassSamples(int[][] samples)
    {
        _samples = samples;
        All = [.. samples.SelectMany(ofClass => ofClass).Order()];
    }

    /// <summary>All grouped samples, ascending.</summary>
    public int[] All { get; }

    public int ClassCount => _samples.Length;

    /// <summary>The samples of a class.</summary>
    public int[] Of(int classIndex) => _samples[classIndex];

    /// <summary>Every sample for which <paramref name="includes"/> holds, by its class.</summary>
    public static ClassSamples Group(IReadOnlyList<int> classes, int classCount, Func<int, bool> includes)
    {
        List<int>[] groups = [.. Enumerable.Range(0, classCount).Select(_ => new List<int>())];
        for (int sample = 0; sample < classes.Count; sample++)
        {
            if (includes(sample))
            {
                groups[classes[sample]].Add(sample);
            }
        }

        return new ClassSamples([.. groups.Select(group => group.ToArray())]);
    }

    /// <summary>Every sample by its class.</summary>
    public static ClassSamples Group(IReadOnlyList<int> classes, int classCount) => Group(classes, classCount, _ => true);

    /// <summary>Every second sample of each class, from its first (0) or its second (1).</summary>
    public ClassSamples EverySecond(int first) =>
        new([.. _samples.Select(ofClass => ofClass.Where((_, place) => place % 2 == first).ToArray())]);

    /// <summary>The same samples, dealt out to the classes at random, as many to each as it has.</summary>
    public ClassSamples Shuffled(RandomStream random)
    {
        int[] order = [.. All];
        random.Shuffle(order);
        int[][] dealt = new int[ClassCount][];
        int first = 0;
        for (int label = 0; label < ClassCount; label++)
        {
            dealt[label] = order[first..(first + _samples[label].Length)];
            Array.Sort(dealt[label]);
            first += _samples[label].Length;
        }

        return new ClassSamples(dealt);
    }
}
