using Engram.Analysis.Statistics;
using Engram.Threading;

namespace Engram.Analysis.Similarity;

/// <summary>All distances between the patterns of two classes. To add one: a line here.</summary>
internal static class ClassDistances
{
    /// <summary>Name of the distance of predictions.</summary>
    public const string Confusion = "confusion";

    private static readonly (string Name, Func<ClassPatterns, int, int, double> Of)[] _ofPatterns =
    [
        ("correlation", Correlate),
        ("euclidean", (patterns, one, other) => Product(patterns.All, patterns.All, one, other)),
        ("cross-validated", (patterns, one, other) => Product(patterns.First, patterns.Second, one, other)),
    ];

    /// <summary>Names of the distances between patterns, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _ofPatterns.Select(distance => distance.Name)];

    /// <summary>A distance of every two classes, (0, 1), (0, 2), …, (1, 2), …; NaN where it is undefined.</summary>
    public static double[] Of(string name, ClassPatterns patterns, WorkerPool workers)
    {
        Func<ClassPatterns, int, int, double> distance = _ofPatterns.Single(one => one.Name == name).Of;
        int classes = patterns.All.Length;
        double[] values = new double[classes * (classes - 1) / 2];
        workers.Run(classes, one =>
        {
            int place = (one * (classes - 1)) - (one * (one - 1) / 2);
            for (int other = one + 1; other < classes; other++)
            {
                values[place++] = distance(patterns, one, other);
            }
        });
        return values;
    }

    /// <summary>1 less the mean of the shares of each class's images that are taken for the other's; NaN where a class has no images.</summary>
    public static double[] OfPredictions(IReadOnlyList<int> predictions, IReadOnlyList<int> labels, int classCount)
    {
        double[,] counts = new double[classCount, classCount];
        double[] images = new double[classCount];
        for (int sample = 0; sample < labels.Count; sample++)
        {
            images[labels[sample]]++;
            if (predictions[sample] >= 0)
            {
                counts[labels[sample], predictions[sample]]++;
            }
        }

        return [.. from one in Enumerable.Range(0, classCount)
                   from other in Enumerable.Range(one + 1, classCount - one - 1)
                   select images[one] > 0 && images[other] > 0 ? 1 - (((counts[one, other] / images[one]) + (counts[other, one] / images[other])) / 2) : double.NaN];
    }

    private static double Correlate(ClassPatterns patterns, int one, int other) =>
        patterns.All[one] is { } first && patterns.All[other] is { } second && Correlation.Pearson(first, second) is { } r ? 1 - r : double.NaN;

    // (a_c − a_d)·(b_c − b_d) over the number of units: the squared Euclidean distance where a is b, and where they are two halves, one that noise
    // does not lengthen in the mean.
    private static double Product(double[]?[] a, double[]?[] b, int one, int other)
    {
        if (a[one] is not { } first || a[other] is not { } second || b[one] is not { } third || b[other] is not { } fourth)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int unit = 0; unit < first.Length; unit++)
        {
            sum += (first[unit] - second[unit]) * (third[unit] - fourth[unit]);
        }

        return sum / first.Length;
    }
}
