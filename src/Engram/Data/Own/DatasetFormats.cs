using Engram.Data.Images;
using Engram.Data.Own.Formats;
using Engram.Storage;

namespace Engram.Data.Own;

/// <summary>The forms in which own images are read.</summary>
public static class DatasetFormats
{
    private static readonly NamedTable<DatasetFormat> _table = new(
        "data format",
        one => one.Name,
        new ClassFolders(),
        new EventFolders(),
        new NumpyArchive(),
        new NumpyFolder(),
        new IdxFolder(),
        new CifarBinary(),
        new CsvTables());

    /// <summary>All forms, and those that were registered after them.</summary>
    public static IReadOnlyList<DatasetFormat> All => _table.All;

    /// <summary>Makes one known, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name: lower-case letters, digits, hyphens.</exception>
    public static void Register(DatasetFormat one) => _table.Register(one);

    /// <summary>The form of a path.</summary>
    /// <exception cref="EngramException">The path does not exist, is of none of the forms, or of two.</exception>
    public static DatasetFormat Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Path.Exists(path))
        {
            throw new EngramException($"{path} does not exist; name a folder or file of images, or a data set by its name.");
        }

        DatasetFormat[] found;
        try
        {
            found = [.. All.Where(format => format.Recognizes(path))];
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.Listing(path, exception);
        }

        return found.Length switch
        {
            1 => found[0],
            0 => throw Unknown(path),
            _ => throw new EngramException(
                $"{path} may be {found[0].Title}; or it may be {found[1].Title}; name the file, or move one of the two to a folder of its own."),
        };
    }

    private static EngramException Unknown(string path) => new(
        !Directory.Exists(path) && (ImageFile.IsNamedLikeOne(path) || ImageFile.IsNamedLikeAnother(path)) ? $"{path} is a single image without a label; name a folder that has a folder of PNG, JPEG or BMP images for each class."
        : !Directory.Exists(path) && string.Equals(Path.GetExtension(path), ".npy", StringComparison.OrdinalIgnoreCase) ? $"{path} is a single array; name a folder with images.npy and labels.npy, or x_train.npy and y_train.npy."
        : $"{path} holds no labelled images of a known form; it may be {string.Join("; ", All.Select(format => format.Title))}.");
}
