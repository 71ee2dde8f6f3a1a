using Engram.Data.Own;
using Engram.Data.Own.Formats;

namespace Engram;

/// <summary>Labelled images of one's own, from a path.</summary>
public static class OwnData
{
    /// <summary>
    /// Whether a text names files and not a data set of the catalog: it has a separator or a dot, or no data set has that name and there is such a file or
    /// folder.
    /// </summary>
    public static bool IsPath(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        return nameOrPath.AsSpan().IndexOfAny('/', '\\', '.') >= 0
            || (Path.Exists(nameOrPath) && DatasetCatalog.All.All(dataset => dataset.Name != nameOrPath));
    }

    /// <summary>What a path is called in messages and in names of folders: its last part, in letters that all systems allow.</summary>
    public static string NameOf(string path)
    {
        const int longest = 60;
        ArgumentException.ThrowIfNullOrEmpty(path);
        string last = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        string plain = string.Concat(last.Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '-')).Trim('.');
        return plain.Length == 0 ? "data" : plain.Length <= longest ? plain : plain[..longest];
    }

    /// <summary>Reads both splits. Every class is in the training split; normalization is that of the training images.</summary>
    /// <param name="path">A folder or file of one of the <see cref="DatasetFormats"/>.</param>
    /// <param name="options">How; null where the files say it all.</param>
    /// <exception cref="EngramException">It cannot be read, or what it has cannot be trained and tested on.</exception>
    public static DatasetSplits Load(string path, OwnDataOptions? options = null) => Read(path, options ?? new OwnDataOptions()).Make();

    /// <summary>Reads all images, of which splits can then be made.</summary>
    /// <exception cref="EngramException">It cannot be read, or what it has does not fit together.</exception>
    internal static OwnSplits Read(string path, OwnDataOptions options)
    {
        options.Validate();
        DatasetFormat format = DatasetFormats.Of(path);
        options = format.Complete(path, options);
        OwnParts parts = format.Read(path, options);
        if (options.TestPath is { } testPath)
        {
            OwnParts other = DatasetFormats.Of(testPath).Read(testPath, ForTest(options));
            parts = parts with { Test = other.Test ?? other.Train, Remark = $"test images from {Path.GetFullPath(testPath)}" };
        }

        return new OwnSplits(path, format, options, parts);
    }

    // Of files for the test, their test part is meant. With a share, a form does not ask what to test on where they have none: then all are for it.
    private static OwnDataOptions ForTest(OwnDataOptions options) =>
        options with { TestPath = null, TestSplit = options.TestSplit ?? OwnDataOptions.DefaultTestSplit };
}
