using Engram.Analysis.Representations;
using Engram.Layers;
using Engram.Models.Scores;
using Engram.Threading;

namespace Engram.Analysis.Labels;

/// <summary>Reads a class off a layer's activations: the class whose ensemble has the largest mean activation.</summary>
internal static class EnsembleDecoder
{
    /// <summary>Stands for a sample that activates no ensemble, or all equally.</summary>
    public const int None = LargestScore.None;

    /// <summary>
    /// For each sample, the class of its strongest ensemble (the first of equals), or <see cref="None"/>; null where no
    /// class has an ensemble.
    /// </summary>
    public static int[]? Decode(HiddenRepresentations representations, int layer, int[][] ensembles, WorkerPool workers)
    {
        if (ensembles.All(units => units.Length == 0))
        {
            return null;
        }

        int[] decoded = new int[representations.SampleCount];
        HiddenLayer.ForEachRow(workers, decoded.Length, sample => decoded[sample] = Strongest(representations.Sample(layer, sample), ensembles));
        return decoded;
    }

    private static int Strongest(ReadOnlySpan<float> activations, int[][] ensembles)
    {
        Span<double> means = stackalloc double[ensembles.Length];
        for (int classIndex = 0; classIndex < ensembles.Length; classIndex++)
        {
            double sum = 0;
            foreach (int unit in ensembles[classIndex])
            {
                sum += activations[unit];
            }

            // An empty ensemble cannot be activated.
            means[classIndex] = ensembles[classIndex].Length > 0 ? sum / ensembles[classIndex].Length : 0;
        }

        return LargestScore.Find<double>(means);
    }
}
