namespace Engram.Data;

/// <summary>The two splits of a data set.</summary>
/// <param name="Train">Images to learn from.</param>
/// <param name="Test">Images to measure on; nothing is ever chosen by them.</param>
public sealed record DatasetSplits(ImageDataset Train, ImageDataset Test)
{
    /// <summary>The files that they were read from; null where there are none.</summary>
    public DatasetOrigin? Origin { get; init; }

    /// <summary>Hash of all test images, also where a class was left out of them since.</summary>
    internal string TestFingerprint { get => field ?? Test.Fingerprint; init; }
}
