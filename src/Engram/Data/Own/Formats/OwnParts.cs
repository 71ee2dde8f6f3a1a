namespace Engram.Data.Own.Formats;

/// <summary>What a path holds.</summary>
/// <param name="Train">Images to learn from, or all where there are no test images.</param>
/// <param name="Test">Test images; null where there are none.</param>
public sealed record OwnParts(LabelledImages Train, LabelledImages? Test)
{
    /// <summary>What the user should know of how it was read, as a clause; null where there is nothing to say.</summary>
    public string? Remark { get; init; }
}
