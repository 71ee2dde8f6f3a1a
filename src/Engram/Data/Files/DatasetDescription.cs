namespace Engram.Data.Files;

/// <summary>
/// What is known of a data set before its files are opened. A new data set is one such description in a file of its own
/// and one line in <see cref="DatasetCatalog"/>.
/// </summary>
internal sealed record DatasetDescription
{
    /// <summary>Name in commands and specs, and of its folder: "fashion-mnist".</summary>
    public required string Name { get; init; }

    /// <summary>Name and content for people, one line.</summary>
    public required string Title { get; init; }

    /// <summary>Shape of every image.</summary>
    public required ImageShape Shape { get; init; }

    /// <summary>Images in the training split as it is published.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Images in the test split as it is published.</summary>
    public required int TestCount { get; init; }

    /// <summary>What each label means, in order of the label.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>How a byte becomes a network input.</summary>
    public required PixelNormalization Normalization { get; init; }

    /// <summary>The files that make up the data set, as mirrors offer them; none where its images come from elsewhere.</summary>
    public IReadOnlyList<DatasetFile> Files { get; init; } = [];

    /// <summary>
    /// Folders in which other programs keep it below a folder of data sets: "MNIST/raw". Case and "-", "_", "." make no
    /// difference, and the folder named last may also be named by itself.
    /// </summary>
    public IReadOnlyList<string> OtherFolders { get; init; } = [];

    /// <summary>Addresses of folders that offer every file, each ending in a slash, best first.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    /// <summary>Reads the files of this data set's format, or makes its images where it has no files.</summary>
    public required Func<DatasetLocation, DatasetSplits> Reader { get; init; }
}
