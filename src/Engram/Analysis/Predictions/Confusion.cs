using Engram.Analysis.Statistics;

namespace Engram.Analysis.Predictions;

/// <summary>Which classes are taken for which.</summary>
internal static class Confusion
{
    /// <summary>Images of each class that are predicted to be of each class, [class][predicted class]; empty for more than <see cref="ClassPairs.MostClasses"/> classes.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Count(ReadOnlySpan<int> labels, int[] predictions, int classCount)
    {
        if (classCount > ClassPairs.MostClasses)
        {
            return [];
        }

        int[][] counts = [.. Enumerable.Range(0, classCount).Select(_ => new int[classCount])];
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if (predictions[sample] != EvaluationResult.NoPrediction)
            {
                counts[labels[sample]][predictions[sample]]++;
            }
        }

        return counts;
    }
}
