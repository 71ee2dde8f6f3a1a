using Engram.Data.Files;

namespace Engram.Data.Catalog;

/// <summary>
/// The data sets that Engram knows by name, and where they are found on this machine.
/// </summary>
/// <remarks>
/// The files of a data set are looked for in the folder that the caller names, and nowhere else; without one in the folder of
/// the environment variable ENGRAM_DATA, and nowhere else; without both in the user's cache (XDG_CACHE_HOME/engram or
/// ~/.cache/engram; on Windows engram in the local application data), in /usr/share/datasets, and in "data" beside the
/// program. In each of them first in a folder with the data set's name, then in those in which other programs keep it
/// (<see cref="DatasetDescription.OtherFolders"/>), then in the folder itself; as they are offered, or unpacked, in any
/// spelling. The first that has all files wins.
/// </remarks>
public static class DatasetCatalog
{
    private static readonly NamedTable<DatasetDescription> _table = new(
        "data set",
        one => one.Name,
        MnistDataset.Description,
        FashionMnistDataset.Description,
        KuzushijiMnistDataset.Description,
        Cifar10Dataset.Description,
        SvhnDataset.Description);

    /// <summary>All data sets, in the order in which they are listed, and those that were registered after them.</summary>
    public static IReadOnlyList<DatasetDescription> All => _table.All;

    /// <summary>The data set of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static DatasetDescription Find(string name) =>
        All.FirstOrDefault(dataset => dataset.Name == name)
        ?? throw new EngramException(
            $"{name} is not the name of a data set; choose one of {string.Join(", ", All.Select(dataset => dataset.Name))}.");

    /// <summary>Makes one known by its name, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    public static void Register(DatasetDescription one) => _table.Register(one);

    /// <summary>Finds a data set's files and reads both splits.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <param name="dataDirectory">The only folder to look in, or null for the usual places.</param>
    /// <exception cref="EngramException">There is no such data set, or its files are not found or damaged.</exception>
    public static DatasetSplits Load(string name, string? dataDirectory = null) =>
        Locate(Find(name), dataDirectory).Load();

    /// <summary>Finds a data set's files.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="dataDirectory">The only folder to look in, or null for the usual places.</param>
    /// <exception cref="EngramException">They are nowhere; the message says where they were looked for.</exception>
    public static DatasetLocation Locate(DatasetDescription dataset, string? dataDirectory = null) =>
        DatasetLocation.OfNoFiles(dataset) ?? new DatasetSearch(dataset, DatasetPlaces.Create(dataDirectory), All).Locate();

    /// <summary>Finds a data set's files, or null where they are nowhere.</summary>
    /// <inheritdoc cref="Locate"/>
    public static DatasetLocation? TryLocate(DatasetDescription dataset, string? dataDirectory = null) =>
        DatasetLocation.OfNoFiles(dataset) ?? new DatasetSearch(dataset, DatasetPlaces.Create(dataDirectory), All).TryLocate();

    /// <summary>The folder into which a data set is fetched, and in which it is then found.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="dataDirectory">The folder that holds data sets, or null for the user's cache.</param>
    /// <exception cref="EngramException">No folder is named, and this user has no home.</exception>
    public static string FetchFolder(DatasetDescription dataset, string? dataDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return DatasetPlaces.Create(dataDirectory).FetchFolder(dataset.Name);
    }
}
