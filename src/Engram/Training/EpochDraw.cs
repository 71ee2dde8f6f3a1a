using Engram.Data;

namespace Engram.Training;

/// <summary>What chance decides about one epoch: the order of the images and their wrong labels.</summary>
/// <param name="spec">What is trained.</param>
/// <param name="train">The training images.</param>
/// <param name="trainedLabels">The labels that may be drawn.</param>
/// <param name="negatives">How wrong labels are drawn; none for a model without them, or where they wait for the network.</param>
internal sealed class EpochDraw(TrainingSpec spec, ImageDataset train, byte[] trainedLabels, NegativePolicy? negatives)
{
    /// <summary>Sample indices in the order in which batches take them.</summary>
    public int[] Order { get; } = new int[train.Count];

    /// <summary>One wrong label per training image, unless <c>negatives</c> is none.</summary>
    public byte[] WrongLabels { get; } = new byte[train.Count];

    /// <summary>Draws for the epoch in which a position lies.</summary>
    public void Draw(TrainingPosition position)
    {
        for (int sample = 0; sample < Order.Length; sample++)
        {
            Order[sample] = sample;
        }

        RandomStream.For(spec.Seed, RandomPurpose.SampleOrder, position.LayerIndex, position.EpochIndex).Shuffle(Order);
        negatives?.Draw(
            new NegativeContext(train, trainedLabels, spec.Seed, position.LayerIndex, position.EpochIndex, AskedTooEarly),
            WrongLabels);
    }

    private static float[] AskedTooEarly() => throw new InvalidOperationException("A policy that asks the network has to say so.");
}
