using Engram.Analysis.Statistics;
using Engram.Models;

namespace Engram.Analysis.Predictions;

/// <summary>Distributes the goodness of every image with every label over the bins of histograms.</summary>
internal static class GoodnessAnalysis
{
    /// <summary>One pair of histograms per layer.</summary>
    /// <param name="network">The network, for its thresholds.</param>
    /// <param name="goodness">[samples, layers, labels].</param>
    /// <param name="trueLabels">True labels of the samples.</param>
    public static IReadOnlyList<GoodnessDistribution> Distribute(NetworkBody network, float[] goodness, ReadOnlySpan<int> trueLabels)
    {
        GoodnessDistribution[] distributions = new GoodnessDistribution[network.LayerShapes.Count];
        for (int layer = 0; layer < distributions.Length; layer++)
        {
            distributions[layer] = DistributeLayer(network, layer, goodness, trueLabels);
        }

        return distributions;
    }

    private static GoodnessDistribution DistributeLayer(NetworkBody network, int layer, float[] goodness, ReadOnlySpan<int> trueLabels)
    {
        int labelCount = network.Input.ClassCount;
        float[] positive = new float[trueLabels.Length];
        float[] negative = new float[trueLabels.Length * (labelCount - 1)];
        int place = 0;
        for (int sample = 0; sample < trueLabels.Length; sample++)
        {
            ReadOnlySpan<float> ofLabels = goodness.AsSpan(((sample * network.LayerShapes.Count) + layer) * labelCount, labelCount);
            for (int label = 0; label < labelCount; label++)
            {
                if (label == trueLabels[sample])
                {
                    positive[sample] = ofLabels[label];
                }
                else
                {
                    negative[place++] = ofLabels[label];
                }
            }
        }

        (double least, double largest) = Histograms.Range(positive);
        (double negativeLeast, double negativeLargest) = Histograms.Range(negative);
        least = Math.Min(least, negativeLeast);
        largest = Math.Max(largest, negativeLargest);
        return new GoodnessDistribution(
            Histograms.Create(positive, least, largest), Histograms.Create(negative, least, largest), network.ThresholdOf(layer));
    }
}
