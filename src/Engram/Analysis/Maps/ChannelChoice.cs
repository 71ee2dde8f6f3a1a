namespace Engram.Analysis.Maps;

/// <summary>Which channels of a layer are shown.</summary>
internal static class ChannelChoice
{
    /// <summary>
    /// For each class the channel whose mean activation for it lies furthest above that for the other classes. Every channel is taken once; a class for
    /// which none is left that answers has none.
    /// </summary>
    /// <param name="classMeans">Mean activations, [class][channel].</param>
    /// <param name="classCount">Classes to choose for, from the first on.</param>
    public static int[] ForClasses(IReadOnlyList<IReadOnlyList<float>> classMeans, int classCount)
    {
        HashSet<int> taken = [];
        int[] chosen = new int[classCount];
        for (int classIndex = 0; classIndex < classCount; classIndex++)
        {
            IReadOnlyList<float> means = classMeans[classIndex];
            chosen[classIndex] = Enumerable.Range(0, means.Count)
                .Where(channel => means[channel] > 0 && !taken.Contains(channel))
                .OrderByDescending(channel => means[channel] - MeanOfOthers(classMeans, classIndex, channel))
                .FirstOrDefault(MapPictures.None);
            taken.Add(chosen[classIndex]);
        }

        return chosen;
    }

    private static double MeanOfOthers(IReadOnlyList<IReadOnlyList<float>> classMeans, int classIndex, int channel) =>
        classMeans.Where((_, other) => other != classIndex).Average(means => (double)means[channel]);
}
