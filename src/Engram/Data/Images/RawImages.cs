namespace Engram.Data.Images;

/// <summary>Images of one shape, without labels.</summary>
/// <param name="Shape">Shape of each.</param>
/// <param name="Pixels">All of them, [images, channels, height, width].</param>
/// <param name="Names">What each is called: a path, or a file with the index of the image in it.</param>
public sealed record RawImages(ImageShape Shape, byte[] Pixels, IReadOnlyList<string> Names)
{
    /// <summary>Number of images.</summary>
    public int Count => Names.Count;

    /// <summary>The images as a data set whose labels are all 0 and mean nothing, for what shows images to a network.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="classNames">The classes that the network knows.</param>
    /// <param name="normalization">How a byte becomes an input: the network's own.</param>
    public ImageDataset WithoutLabels(string name, IReadOnlyList<string> classNames, PixelNormalization normalization) =>
        new(name, Shape, Pixels, new int[Count], classNames, normalization);
}
