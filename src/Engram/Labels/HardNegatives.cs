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
        ReadOnlySpan<int> trainedLabels = context.TrainedLabels;
        RandomStream random = context.EpochStream();
        float[] ofWrong = new float[trainedLabels.Length];
        for (int sample = 0; sample < wrongLabels.Length; sample++)
        {
            int trueLabel = context.Train.Labels[sample];
            for (int place = 0; place < ofWrong.Length; place++)
            {
                ofWrong[place] = trainedLabels[place] == trueLabel ? 0 : probabilities[(sample * classCount) + trainedLabels[place]];
            }

            wrongLabels[sample] = DrawInProportion(random, ofWrong) is { } drawn ? trainedLabels[drawn] : DrawUniform(random, trueLabel, trainedLabels);
        }
    }
}
