using Engram.Data;
using Engram.Labels;

namespace Engram.Models.Scores;

/// <summary>What the goodness of all labels, or a classifier's logits, say about every image.</summary>
/// <param name="goodness">[samples, layers, labels]; logits count as one layer.</param>
/// <param name="layerCount">Number of layers.</param>
/// <param name="labelCount">Number of labels.</param>
/// <param name="untrainedLabel">A label that has no say and is never predicted, or null.</param>
internal sealed class LabelPredictions(float[] goodness, int layerCount, int labelCount, int? untrainedLabel = null)
{
    private readonly int _sampleCount = goodness.Length / (layerCount * labelCount);

    /// <summary>The label with the largest score over a range of layers, the first of equals, or <see cref="StoredLabels.None"/>.</summary>
    public int[] Predict(PredictionRule rule, int firstLayer, int endLayer)
    {
        int[] predicted = new int[_sampleCount];
        ForEach(rule, firstLayer, endLayer, (sample, labels, scores) =>
            predicted[sample] = LargestScore.Find<float>(scores) is int largest and >= 0 ? labels[largest] : StoredLabels.None);
        return predicted;
    }

    /// <summary>The score of every label over a range of layers, [samples, labels]; −∞ for the untrained label.</summary>
    public float[] Join(PredictionRule rule, int firstLayer, int endLayer)
    {
        float[] joined = new float[_sampleCount * labelCount];
        Array.Fill(joined, float.NegativeInfinity);
        ForEach(rule, firstLayer, endLayer, (sample, labels, scores) =>
        {
            for (int place = 0; place < labels.Length; place++)
            {
                joined[(sample * labelCount) + labels[place]] = scores[place];
            }
        });
        return joined;
    }

    /// <summary>Mean score of the true label, and of the wrong ones.</summary>
    public (double Positive, double Negative) MeanScore(int layer, ReadOnlySpan<int> trueLabels)
    {
        double positive = 0;
        double all = 0;
        for (int sample = 0; sample < _sampleCount; sample++)
        {
            ReadOnlySpan<float> ofLabels = OfLayer(sample, layer);
            positive += ofLabels[trueLabels[sample]];
            foreach (float value in ofLabels)
            {
                all += value;
            }
        }

        return (positive / _sampleCount, (all - positive) / ((double)_sampleCount * (labelCount - 1)));
    }

    /// <summary>Share of predictions that are right.</summary>
    public static double Accuracy(ReadOnlySpan<int> predicted, ReadOnlySpan<int> trueLabels)
    {
        int correct = 0;
        for (int sample = 0; sample < predicted.Length; sample++)
        {
            correct += predicted[sample] == trueLabels[sample] ? 1 : 0;
        }

        return correct / (double)predicted.Length;
    }

    // What has the say are the trained labels; the scores are theirs, in their order.
    private void ForEach(PredictionRule rule, int firstLayer, int endLayer, Action<int, int[], float[]> visit)
    {
        int[] labels = [.. Enumerable.Range(0, labelCount).Where(label => label != untrainedLabel)];
        float[] ofLabels = new float[labels.Length];
        float[] scores = new float[labels.Length];
        for (int sample = 0; sample < _sampleCount; sample++)
        {
            Array.Clear(scores);
            for (int layer = firstLayer; layer < endLayer; layer++)
            {
                ReadOnlySpan<float> all = OfLayer(sample, layer);
                for (int place = 0; place < labels.Length; place++)
                {
                    ofLabels[place] = all[labels[place]];
                }

                rule.Add(ofLabels, scores);
            }

            visit(sample, labels, scores);
        }
    }

    private ReadOnlySpan<float> OfLayer(int sample, int layer) =>
        goodness.AsSpan(((sample * layerCount) + layer) * labelCount, labelCount);
}
