namespace Engram.Data.Files;

/// <summary>A folder that holds every file of a data set.</summary>
internal sealed class DatasetLocation
{
    private DatasetLocation(DatasetDescription dataset, string folder, IReadOnlyList<DatasetFileLocation> files)
    {
        Dataset = dataset;
        Folder = folder;
        Files = files;
    }

    /// <summary>Which data set it is.</summary>
    public DatasetDescription Dataset { get; }

    /// <summary>The folder, as an absolute path; for a data set without files "memory".</summary>
    public string Folder { get; }

    /// <summary>Where each file is, in the order of <see cref="DatasetDescription.Files"/>.</summary>
    public IReadOnlyList<DatasetFileLocation> Files { get; }

    /// <summary>The path at which a file's content is: the file's own, or that of the packed file which holds it.</summary>
    /// <param name="name">The <see cref="DatasetFile.Name"/> of a file, or one of the names that it unpacks to.</param>
    /// <exception cref="ArgumentException">The data set has no such file.</exception>
    public string PathOf(string name)
    {
        foreach (DatasetFileLocation file in Files)
        {
            for (int index = 0; index < file.File.Unpacked.Count; index++)
            {
                if (file.File.Unpacked[index] == name)
                {
                    return file.IsUnpacked ? file.Paths[index] : file.Paths[0];
                }
            }

            if (file.File.Name == name)
            {
                return file.Place;
            }
        }

        throw new ArgumentException($"{Dataset.Name} has no file {name}.", nameof(name));
    }

    /// <summary>Reads both splits.</summary>
    /// <exception cref="EngramException">A file cannot be read or is damaged, or the files do not fit together.</exception>
    public DatasetSplits Load()
    {
        DatasetSplits splits = Dataset.Reader(this);
        return splits with
        {
            Origin = new DatasetOrigin(Dataset.Name, Folder, splits.Train.Count, splits.Test.Count, splits.Train.ClassCount) { Shape = $"{splits.Train.Shape}" },
        };
    }

    /// <summary>Compares every file with the catalog.</summary>
    public IReadOnlyList<DatasetFileCheck> Verify() => [.. Files.Select(DatasetFileCheck.Run)];

    /// <summary>Where a data set is that has no files, made by its reader alone; null for any other.</summary>
    internal static DatasetLocation? OfNoFiles(DatasetDescription dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Files.Count == 0 ? new DatasetLocation(dataset, "memory", []) : null;
    }

    /// <summary>The location, or null where a file is missing.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="folder">Where to look, not below it but for an archive's own folder.</param>
    /// <param name="missing">Names of the files that are not there; empty where none of the data set's files are.</param>
    internal static DatasetLocation? Find(DatasetDescription dataset, string folder, out IReadOnlyList<string> missing)
    {
        List<DatasetFileLocation> found = [];
        List<string> lacking = [];
        bool hasParts = false;
        foreach (DatasetFile file in dataset.Files)
        {
            if (DatasetFileLocation.Find(file, folder, out IReadOnlyList<string> absent) is { } location)
            {
                found.Add(location);
                continue;
            }

            lacking.AddRange(absent);
            hasParts |= !absent.Contains(file.Name);
        }

        missing = found.Count > 0 || hasParts ? lacking : [];
        return found.Count == dataset.Files.Count ? new DatasetLocation(dataset, folder, found) : null;
    }
}
