namespace Engram.Data;

/// <summary>A folder that holds every file of a data set.</summary>
public sealed class DatasetLocation
{
    private readonly Dictionary<string, string> _paths;

    private DatasetLocation(DatasetDescription dataset, string folder, Dictionary<string, string> paths)
    {
        Dataset = dataset;
        Folder = folder;
        _paths = paths;
    }

    /// <summary>Which data set it is.</summary>
    public DatasetDescription Dataset { get; }

    /// <summary>The folder, as an absolute path.</summary>
    public string Folder { get; }

    /// <summary>The path of one of the data set's files, packed or plain.</summary>
    /// <param name="fileName">A name from <see cref="DatasetDescription.Files"/>.</param>
    public string PathOf(string fileName) => _paths[fileName];

    /// <summary>Reads both splits.</summary>
    /// <exception cref="EngramException">A file cannot be read or is damaged, or the files do not fit together.</exception>
    public DatasetSplits Load() => Dataset.Reader(this);

    /// <summary>Compares every file's unpacked content with the catalog.</summary>
    public IReadOnlyList<DatasetFileCheck> Verify() =>
        [.. Dataset.Files.Select(file => DatasetFileCheck.Run(file, PathOf(file.Name)))];

    /// <summary>The location, or null where a file is missing.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="folder">Where to look, not below it.</param>
    /// <param name="missing">The files that are not there.</param>
    internal static DatasetLocation? Find(DatasetDescription dataset, string folder, out IReadOnlyList<DatasetFile> missing)
    {
        Dictionary<string, string> paths = new(StringComparer.Ordinal);
        foreach (DatasetFile file in dataset.Files)
        {
            // Plain first: where both are, it needs no unpacking.
            string? path = new[] { file.Name, file.PackedName }
                .Select(name => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists);
            if (path is not null)
            {
                paths.Add(file.Name, path);
            }
        }

        missing = [.. dataset.Files.Where(file => !paths.ContainsKey(file.Name))];
        return missing.Count == 0 ? new DatasetLocation(dataset, folder, paths) : null;
    }
}
