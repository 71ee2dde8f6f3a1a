namespace Engram.Data.Images;

/// <summary>Reads image files without labels.</summary>
internal static class ImageFiles
{
    /// <summary>Reads an image file, or all image files in a folder and the folders in it, in the order of their paths.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="conversion">What is done to each image; null for nothing.</param>
    /// <exception cref="EngramException">There is none, one cannot be read, or they have different shapes.</exception>
    public static RawImages Read(string path, ImageConversion? conversion = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] files = Directory.Exists(path) ? FindAll(path) : [path];
        return files.Length > 0
            ? Read(files, conversion)
            : throw new EngramException($"{path} holds no image ({string.Join(", ", ImageFile.Endings)}), nor do the folders in it; name a folder of images.");
    }

    /// <summary>Reads image files of one shape.</summary>
    /// <param name="paths">The files, at least one.</param>
    /// <param name="conversion">What is done to each image; null for nothing.</param>
    /// <exception cref="EngramException">One cannot be read, or they have different shapes.</exception>
    public static RawImages Read(IReadOnlyList<string> paths, ImageConversion? conversion = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count, nameof(paths));
        return new ImageStack(paths, place => ImageFile.Read(paths[place]), conversion ?? ImageConversion.None).Read();
    }

    /// <summary>All files in a folder and the folders in it that are called like images; what is hidden is not looked at.</summary>
    /// <exception cref="EngramException">A folder cannot be read, or one of them is of a form that is not read.</exception>
    internal static string[] FindAll(string folder)
    {
        string[] files = [.. FolderWalk.Files(folder).OrderBy(file => OrderKey(Path.GetRelativePath(folder, file), Path.DirectorySeparatorChar), StringComparer.Ordinal)];
        return Array.Find(files, ImageFile.IsNamedLikeAnother) is { } other
            ? throw new EngramException($"{other} is neither PNG, JPEG nor BMP; convert it to one of these, or remove it.")
            : Array.FindAll(files, ImageFile.IsNamedLikeOne);
    }

    /// <summary>What places a file among others of its folder: its path in it, with the separator that gives one order, and one fingerprint, on all systems.</summary>
    internal static string OrderKey(string relativePath, char separator) => relativePath.Replace(separator, '/');
}
