using Engram.Threading;

namespace Engram.Analysis.Spikes;

/// <summary>Measures synchrony within ensembles and between them, class by class.</summary>
internal static class SynchronyAnalysis
{
    /// <summary>Images of a class at most: so many that the mean of their pairs stands still, and few enough for layers in which all units fire.</summary>
    public const int MostImages = 100;

    /// <summary>Measures one layer.</summary>
    /// <param name="images">Who fires when, [class][image].</param>
    /// <param name="ensembles">Units of each class's ensemble, ascending.</param>
    /// <param name="unitCount">Units of the layer.</param>
    /// <param name="steps">T.</param>
    /// <param name="workers">Threads.</param>
    public static (PairSums[] Within, PairSums[] Between) Measure(
        IReadOnlyList<IReadOnlyList<FiringUnits>> images, int[][] ensembles, int unitCount, int steps, WorkerPool workers)
    {
        bool[] isInAny = Membership(ensembles.SelectMany(units => units), unitCount);
        var within = new PairSums[ensembles.Length];
        var between = new PairSums[ensembles.Length];
        workers.Run(ensembles.Length, label =>
        {
            bool[] isOwn = Membership(ensembles[label], unitCount);
            int[][] own = [.. images[label].Select(image => Places(image, unit => isOwn[unit]))];
            int[][] others = [.. images[label].Select(image => Places(image, unit => isInAny[unit] && !isOwn[unit]))];
            for (int image = 0; image < own.Length; image++)
            {
                AddImage(images[label], image, own, others, steps, ref within[label], ref between[label]);
            }
        });
        return (within, between);
    }

    private static void AddImage(
        IReadOnlyList<FiringUnits> images, int index, int[][] own, int[][] others, int steps, ref PairSums within, ref PairSums between)
    {
        FiringUnits image = images[index];
        int nextIndex = (index + 1) % images.Count;
        FiringUnits next = images[nextIndex];
        bool hasNext = nextIndex != index;
        for (int place = 0; place < own[index].Length; place++)
        {
            int unit = own[index][place];
            for (int second = place + 1; second < own[index].Length; second++)
            {
                within.Add(image, unit, own[index][second], steps);
            }

            foreach (int second in others[index])
            {
                between.Add(image, unit, second, steps);
            }

            // A unit with itself is no pair, whatever the images.
            foreach (int second in hasNext ? own[nextIndex].Where(second => next.Units[second] != image.Units[unit]) : [])
            {
                within.AddOther(image, unit, next, second, steps);
            }

            foreach (int second in hasNext ? others[nextIndex] : [])
            {
                between.AddOther(image, unit, next, second, steps);
            }
        }
    }

    private static bool[] Membership(IEnumerable<int> units, int unitCount)
    {
        bool[] isIn = new bool[unitCount];
        foreach (int unit in units)
        {
            isIn[unit] = true;
        }

        return isIn;
    }

    private static int[] Places(FiringUnits image, Func<int, bool> belongs) =>
        [.. Enumerable.Range(0, image.Units.Length).Where(place => belongs(image.Units[place]))];
}
