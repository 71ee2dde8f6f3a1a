namespace Engram.Data.Formats;

/// <summary>The content of an IDX file of grey images.</summary>
/// <param name="Count">Number of images.</param>
/// <param name="Shape">Shape of one image, with one channel.</param>
/// <param name="Pixels">All images, [count, height, width].</param>
internal sealed record IdxImages(int Count, ImageShape Shape, byte[] Pixels);
