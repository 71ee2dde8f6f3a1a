using Engram.Data;

namespace Engram;

/// <summary>The two splits of a data set.</summary>
/// <param name="Train">Images to learn from.</param>
/// <param name="Test">Images to measure on; nothing is ever chosen by them.</param>
public sealed record DatasetSplits(ImageDataset Train, ImageDataset Test)
{
    /// <summary>The share of each class that is kept for a test where nothing else is said: one image of six.</summary>
    internal const float DefaultTestShare = 0.1667f;

    /// <summary>The files that they were read from; null where there are none.</summary>
    public DatasetOrigin? Origin { get; init; }

    /// <summary>Hash of all test images, also where a class was left out of them since.</summary>
    internal string TestFingerprint { get => field ?? Test.Fingerprint; init; }

    /// <summary>A share of every class for the test, the rest to learn from; both are normalized by the rest, where nothing else is said.</summary>
    internal static DatasetSplits Draw(ImageDataset images, string name, float share, ulong seed, PixelNormalization? normalization = null)
    {
        bool[] isTest = StratifiedDraw.Of(images, share, seed, RandomPurpose.TestImages, leastOfClass: 1);
        ImageDataset Part(string split, bool ofTest) =>
            images.Part($"{name} {split}", [.. Enumerable.Range(0, images.Count).Where(sample => isTest[sample] == ofTest)]);
        ImageDataset train = Part("train", false);
        normalization ??= TrainingNormalization.Of(train.Shape, train.AllPixels, name);
        return new DatasetSplits(train.NormalizedAs(normalization), Part("test", true).NormalizedAs(normalization));
    }
}
