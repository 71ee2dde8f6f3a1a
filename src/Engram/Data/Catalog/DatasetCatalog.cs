using Engram.Data.Catalog;
using Engram.Data.Files;

namespace Engram;

/// <summary>
/// The data sets that Engram knows by name, and where they are found on this machine.
/// </summary>
/// <remarks>
/// The files of a data set are looked for in the folder that the caller names, and nowhere else; without one in the folder of
/// the environment variable ENGRAM_DATA, and nowhere else; without both in the user's cache (XDG_CACHE_HOME/engram or
/// ~/.cache/engram; on Windows engram in the local application data), in /usr/share/datasets, and in "data" beside the
/// program. In each of them first in a folder with the data set's name, then in those in which other programs keep it
/// (such as "MNIST/raw"), then in the folder itself; as they are offered, or unpacked, in any
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
    internal static IReadOnlyList<DatasetDescription> All => _table.All;

    /// <summary>The data set of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    internal static DatasetDescription Find(string name) =>
        All.FirstOrDefault(dataset => dataset.Name == name)
        ?? throw new EngramException(
            $"{name} is not the name of a data set; choose one of {string.Join(", ", All.Select(dataset => dataset.Name))}.");

    /// <summary>Makes one known by its name, in this process.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    internal static void Register(DatasetDescription one) => _table.Register(one);

    /// <summary>Names of all data sets, those that were registered last.</summary>
    public static IReadOnlyList<string> Names => [.. All.Select(dataset => dataset.Name)];

    /// <summary>Makes images known by a name, in this process.</summary>
    /// <param name="name">The name: lower-case letters, digits, hyphens.</param>
    /// <param name="splits">The images.</param>
    /// <exception cref="EngramException">Another data set has that name, or it is none for specs.</exception>
    public static void Register(string name, DatasetSplits splits)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(splits);
        if (All.Any(known => known.Name == name))
        {
            throw new EngramException($"There is a data set '{name}' already; give this one another name.");
        }

        Register(new DatasetDescription
        {
            Name = name,
            Title = name,
            Shape = splits.Train.Shape,
            TrainCount = splits.Train.Count,
            TestCount = splits.Test.Count,
            ClassNames = splits.Train.ClassNames,
            Normalization = splits.Train.Normalization,
            Reader = _ => splits,
        });
    }

    /// <summary>Fetches a data set's files from its mirrors, as far as they are not there, so that <see cref="Load"/> finds them.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <param name="dataDirectory">The folder that holds data sets, or null for the user's cache.</param>
    /// <param name="cancellation">Stops the download; what has arrived is kept for the next call.</param>
    /// <exception cref="EngramException">There is no such data set, no mirror delivers a file, or the folder cannot be written to.</exception>
    /// <exception cref="OperationCanceledException">The download was stopped.</exception>
    public static async Task FetchAsync(string name, string? dataDirectory = null, CancellationToken cancellation = default)
    {
        DatasetDescription dataset = Find(name);
        if (dataset.Files.Count > 0)
        {
            await DatasetDownload.FetchAsync(dataset, FetchFolder(dataset, dataDirectory), progress: null, cancellation).ConfigureAwait(false);
        }
    }

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
    internal static DatasetLocation Locate(DatasetDescription dataset, string? dataDirectory = null) =>
        DatasetLocation.OfNoFiles(dataset) ?? new DatasetSearch(dataset, DatasetPlaces.Create(dataDirectory), All).Locate();

    /// <summary>Finds a data set's files, or null where they are nowhere.</summary>
    /// <inheritdoc cref="Locate"/>
    internal static DatasetLocation? TryLocate(DatasetDescription dataset, string? dataDirectory = null) =>
        DatasetLocation.OfNoFiles(dataset) ?? new DatasetSearch(dataset, DatasetPlaces.Create(dataDirectory), All).TryLocate();

    /// <summary>The folder into which a data set is fetched, and in which it is then found.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="dataDirectory">The folder that holds data sets, or null for the user's cache.</param>
    /// <exception cref="EngramException">No folder is named, and this user has no home.</exception>
    internal static string FetchFolder(DatasetDescription dataset, string? dataDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return DatasetPlaces.Create(dataDirectory).FetchFolder(dataset.Name);
    }
}
