namespace Engram.Storage.Mat;

/// <summary>The head of an element in a MATLAB file.</summary>
/// <param name="Type">What the element holds.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="SmallContent">The content where it is so small (at most 4 bytes) that it stands in the head; otherwise null.</param>
internal readonly record struct MatTag(MatType Type, long Length, byte[]? SmallContent)
{
    /// <summary>Bytes of a head.</summary>
    public const int Size = 8;

    /// <summary>Bytes that follow the head: the content, filled up to a multiple of 8.</summary>
    public long FollowingLength => SmallContent is null ? (Length + 7) / 8 * 8 : 0;
}
