namespace Engram.Labels;

/// <summary>
/// Wrong labels drawn anew every epoch, each with the probability that the network's own softmax gives it among the wrong
/// ones: the labels it confuses with the true one.
/// </summary>
internal sealed class HardNegatives : NegativePolicy
{
    /// <inheritdoc/>
    public override string Name => "hard";

    /// <inheritdoc/>
    public override void Draw(NegativeContext context, Span<int> wrongLabels)
    {
        int classCount = context.Train.ClassCount;
        ReadOnlySpan<float> probabilities = context.LabelProbabilities();
        RandomStream random = context.EpochStream();
        for (int sample = 0; sample < wrongLabels.Length; sample++)
        {
            ReadOnlySpan<float> ofSample = probabilities.Slice(sample * classCount, classCount);
            wrongLabels[sample] = Draw(random, ofSample, context.Train.Labels[sample], context.TrainedLabels);
        }
    }

    private static int Draw(RandomStream random, ReadOnlySpan<float> probabilities, int trueLabel, ReadOnlySpan<int> trainedLabels)
    {
        double sum = 0;
        foreach (int label in trainedLabels)
        {
            sum += label == trueLabel ? 0 : probabilities[label];
        }

        if (sum <= 0)
        {
            return DrawUniform(random, trueLabel, trainedLabels);
        }

        double remaining = random.NextFloat() * sum;
        int last = trueLabel;
        foreach (int label in trainedLabels)
        {
            if (label == trueLabel || probabilities[label] == 0)
            {
                continue;
            }

            last = label;
            remaining -= probabilities[label];
            if (remaining < 0)
            {
                break;
            }
        }

        return last;
    }
}
