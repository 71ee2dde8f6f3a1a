using Engram.Data.Images;

namespace Engram.Data.Own.Formats;

/// <summary>A form in which people keep labelled images. Another one is a subclass in a file of its own and a line in <see cref="DatasetFormats"/>.</summary>
public abstract class DatasetFormat
{
    /// <summary>Name in lower case, with hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, for people, as a noun: "a folder with a folder of images for each class".</summary>
    public abstract string Title { get; }

    /// <summary>Whether a path, which exists, is of this form: told by names, without reading what is in the files.</summary>
    public abstract bool Recognizes(string path);

    /// <summary>Finds out what all parts have in common and the user has not said; by itself nothing.</summary>
    /// <exception cref="EngramException">A file cannot be read.</exception>
    internal virtual OwnDataOptions Complete(string path, OwnDataOptions options) => options;

    /// <summary>Reads all images.</summary>
    /// <exception cref="EngramException">A file cannot be read, or what it has does not fit together.</exception>
    public abstract OwnParts Read(string path, OwnDataOptions options);

    /// <summary>Reads images for who has no use for labels: the test part, or all where there is none.</summary>
    /// <exception cref="EngramException">A file cannot be read, or what it has are no images.</exception>
    internal virtual RawImages ReadImages(string path, OwnDataOptions options)
    {
        OwnParts parts = Read(path, options);
        return (parts.Test ?? parts.Train).Images;
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
