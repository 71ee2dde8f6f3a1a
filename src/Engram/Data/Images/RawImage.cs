namespace Engram.Data.Images;

/// <summary>One image as a file has it.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Pixels">Its bytes, [channels, height, width].</param>
public sealed record RawImage(ImageShape Shape, byte[] Pixels);
