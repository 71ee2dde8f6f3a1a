using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Analysis.Ensembles;

/// <summary>
/// Random assignments of classes to samples, each class to as many as it has, and what units add up to over the classes of
/// every assignment. Works on a few units at a time, so that their activations stay in the cache for all assignments.
/// </summary>
internal sealed class ClassPermutations
{
    private const ulong Seed = 1;
    private const int PermutationsPerPass = 1024;

    private readonly ClassSamples _samples;
    private readonly int[] _classes;

    public ClassPermutations(ClassSamples samples)
    {
        _samples = samples;
        _classes = new int[samples.All.Length];
        for (int classIndex = 0; classIndex < samples.ClassCount; classIndex++)
        {
            foreach (int sample in samples.Of(classIndex))
            {
                _classes[Array.BinarySearch(samples.All, sample)] = classIndex;
            }
        }
    }

    /// <summary>How many assignments give a unit's sum over a class at least its real one, [class][unit].</summary>
    /// <param name="layer">Activations.</param>
    /// <param name="units">Units to look at.</param>
    /// <param name="first">Number of the first assignment.</param>
    /// <param name="end">Number after the last assignment.</param>
    /// <param name="workers">Threads.</param>
    public int[][] CountReached(LayerActivations layer, int[] units, int first, int end, WorkerPool workers)
    {
        int[][] reached = [.. Enumerable.Range(0, _samples.ClassCount).Select(_ => new int[units.Length])];
        for (int pass = first; pass < end; pass += PermutationsPerPass)
        {
            int[][] permuted = Permute(pass, Math.Min(end, pass + PermutationsPerPass), workers);
            workers.Run((units.Length + ClassSums.UnitCount - 1) / ClassSums.UnitCount, part =>
            {
                int start = part * ClassSums.UnitCount;
                int count = Math.Min(ClassSums.UnitCount, units.Length - start);
                CountReached(layer, units.AsSpan(start, count), permuted, reached, start);
            });
        }

        return reached;
    }

    private void CountReached(LayerActivations layer, ReadOnlySpan<int> units, int[][] permuted, int[][] reached, int firstIndex)
    {
        ClassSums sums = new(layer, _samples, units);
        float[] real = new float[_samples.ClassCount * ClassSums.UnitCount];
        float[] random = new float[real.Length];
        sums.Compute(_classes, real);
        foreach (int[] classes in permuted)
        {
            sums.Compute(classes, random);
            for (int classIndex = 0; classIndex < _samples.ClassCount; classIndex++)
            {
                for (int unit = 0; unit < units.Length; unit++)
                {
                    int place = (classIndex * ClassSums.UnitCount) + unit;
                    reached[classIndex][firstIndex + unit] += random[place] >= real[place] ? 1 : 0;
                }
            }
        }
    }

    private int[][] Permute(int first, int end, WorkerPool workers)
    {
        int[][] permuted = new int[end - first][];
        workers.Run(permuted.Length, index =>
        {
            int[] classes = [.. _classes];
            RandomStream random = RandomStream.For(Seed, RandomPurpose.Selectivity, first + index);
            for (int last = classes.Length - 1; last > 0; last--)
            {
                int other = random.NextIndex(last + 1);
                (classes[last], classes[other]) = (classes[other], classes[last]);
            }

            permuted[index] = classes;
        });
        return permuted;
    }
}
