using Engram.Data.Files;
using Engram.Storage;

namespace Engram.Data.Catalog;

/// <summary>One search for a data set's files.</summary>
internal sealed class DatasetSearch
{
    // Of a folder that has nothing of the data set, messages name a few entries.
    private const int ShownEntries = 3;

    private readonly DatasetDescription _dataset;
    private readonly DatasetPlaces _places;
    private readonly IReadOnlyList<DatasetDescription> _known;
    private string? _nearMiss;

    /// <param name="dataset">What to look for.</param>
    /// <param name="places">Where to look.</param>
    /// <param name="known">Data sets for whose files those of this one must not be taken.</param>
    public DatasetSearch(DatasetDescription dataset, DatasetPlaces places, IReadOnlyList<DatasetDescription> known)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        _dataset = dataset;
        _places = places;
        _known = known;
    }

    /// <summary>The first folder that has all files.</summary>
    /// <exception cref="EngramException">There is none.</exception>
    public DatasetLocation Locate() => TryLocate() ?? throw NotFound();

    /// <summary>The first folder that has all files, or null.</summary>
    /// <exception cref="EngramException">The folder that the user names does not exist or cannot be read.</exception>
    public DatasetLocation? TryLocate()
    {
        if (_places.Named is { } named)
        {
            RequireReadable(named);
        }

        return _places.Search().Select(place => FindNamed(place.Folder) ?? FindUnnamed(place.Folder)).FirstOrDefault(location => location is not null);
    }

    private static void RequireReadable(DatasetPlace named)
    {
        if (!Directory.Exists(named.Folder))
        {
            throw new EngramException(
                $"The data folder {named.Folder} does not exist; name an existing one or leave {named.NamedBy} out.");
        }

        try
        {
            using IEnumerator<string> entries = Directory.EnumerateFileSystemEntries(named.Folder).GetEnumerator();
            entries.MoveNext();
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new EngramException(
                $"The data folder {named.Folder} cannot be read because the permission is missing; grant this user the right to read it.", exception);
        }
    }

    /// <summary>In folders whose names say which data set it is.</summary>
    private DatasetLocation? FindNamed(string folder) => ((IEnumerable<string>)[_dataset.Name, .. _dataset.OtherFolders])
        .SelectMany(name => LooseName.FindFolders(folder, name))
        .Select(FindIn)
        .FirstOrDefault(location => location is not null);

    /// <summary>
    /// In folders whose names do not: the folder itself, and "raw" where others have "MNIST/raw". MNIST's relatives have the
    /// same file names, so what is found is no answer when it is known to be another data set.
    /// </summary>
    private DatasetLocation? FindUnnamed(string folder) => _dataset.OtherFolders
        .Where(name => name.Contains('/', StringComparison.Ordinal))
        .SelectMany(name => LooseName.FindFolders(folder, name[(name.LastIndexOf('/') + 1)..]))
        .Append(folder)
        .Select(FindIn)
        .FirstOrDefault(location => location is not null && !IsKnownAsOther(location));

    private bool IsKnownAsOther(DatasetLocation location)
    {
        DatasetDescription? other = _known.FirstOrDefault(IsOther);
        if (other is null)
        {
            return false;
        }

        _nearMiss ??= $"{location.Folder} has the files of {other.Name}";
        return true;

        bool IsOther(DatasetDescription candidate)
        {
            // The smallest file tells data sets apart at the price of kilobytes.
            DatasetFile? smallest = candidate.Files.MinBy(file => file.Checksum.Length);
            return candidate.Name != _dataset.Name
                && smallest is not null
                && location.Files.FirstOrDefault(file => file.File.Name == smallest.Name) is { } found
                && DatasetFileCheck.Run(found with { File = smallest }).IsGood;
        }
    }

    private DatasetLocation? FindIn(string folder)
    {
        DatasetLocation? location = DatasetLocation.Find(_dataset, folder, out IReadOnlyList<string> missing);
        if (location is null && missing.Count > 0)
        {
            _nearMiss ??= $"{folder} lacks {string.Join(", ", missing)}";
        }

        return location;
    }

    private EngramException NotFound()
    {
        string files = string.Join(", ", _dataset.Files.Select(file => file.Name));
        if (_places.Named is { } named)
        {
            string inside = string.Join(", ", ((IEnumerable<string>)[_dataset.Name, .. _dataset.OtherFolders]));
            return new EngramException(
                $"{_dataset.Name} was not found in {named.Title}, neither in the folder itself nor in {inside} ({_nearMiss ?? Entries(named.Folder)}); put {files}, packed or unpacked, into {_places.FetchFolder(_dataset.Name)}, or leave {named.NamedBy} out to look in the usual places.");
        }

        string places = string.Join(", ", _places.Search().Select(place => place.Title));
        string nearMiss = _nearMiss is null ? "" : $" ({_nearMiss})";
        return new EngramException(
            $"{_dataset.Name} was not found in {places}{nearMiss}; run `engram data fetch {_dataset.Name}`, or put {files} into {_places.FetchFolder(_dataset.Name)} by hand.");
    }

    /// <summary>What a folder has instead.</summary>
    private static string Entries(string folder)
    {
        string?[] names = [.. Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(ShownEntries + 1)];
        string shown = string.Join(", ", names.Take(ShownEntries)) + (names.Length > ShownEntries ? " and more" : "");
        return names.Length == 0 ? "it is empty" : $"it has {shown}";
    }
}
