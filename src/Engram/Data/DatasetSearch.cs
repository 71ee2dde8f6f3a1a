namespace Engram.Data;

/// <summary>One search for a data set's files.</summary>
internal sealed class DatasetSearch
{
    private readonly DatasetDescription _dataset;
    private readonly DatasetPlaces _places;
    private string? _nearMiss;

    public DatasetSearch(DatasetDescription dataset, DatasetPlaces places)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        _dataset = dataset;
        _places = places;
    }

    /// <summary>The first folder that has all files.</summary>
    /// <exception cref="EngramException">There is none.</exception>
    public DatasetLocation Locate() => TryLocate() ?? throw NotFound();

    /// <summary>The first folder that has all files, or null.</summary>
    /// <exception cref="EngramException">The folder that the user names does not exist.</exception>
    public DatasetLocation? TryLocate()
    {
        // A mistyped folder would otherwise be passed over in silence and other data be used.
        if (!string.IsNullOrEmpty(_places.DataDirectory) && !Directory.Exists(_places.DataDirectory))
        {
            throw new EngramException(
                $"The data folder {_places.DataDirectory} does not exist; name an existing one or leave --data-dir out.");
        }

        return _places.Search()
            .Select(place => FindIn(Path.Combine(place.Folder, _dataset.Name)) ?? FindUnnamed(place.Folder))
            .FirstOrDefault(location => location is not null);
    }

    /// <summary>
    /// Files in a folder that does not bear the data set's name. MNIST's relatives have the same file names, so what is
    /// found is no answer when it is known to be another data set.
    /// </summary>
    private DatasetLocation? FindUnnamed(string folder)
    {
        DatasetLocation? location = FindIn(folder);
        DatasetDescription? other = location is null ? null : DatasetCatalog.All.FirstOrDefault(IsOther);
        if (other is null)
        {
            return location;
        }

        _nearMiss ??= $"{folder} has the files of {other.Name}";
        return null;

        bool IsOther(DatasetDescription candidate)
        {
            // The smallest file tells data sets apart at the price of kilobytes.
            DatasetFile smallest = candidate.Files.MinBy(file => file.Length)!;
            return candidate.Name != _dataset.Name
                && _dataset.Files.Any(file => file.Name == smallest.Name)
                && DatasetFileCheck.Run(smallest, location!.PathOf(smallest.Name)).IsGood;
        }
    }

    private DatasetLocation? FindIn(string folder)
    {
        DatasetLocation? location = DatasetLocation.Find(_dataset, folder, out IReadOnlyList<DatasetFile> missing);
        if (location is null && missing.Count < _dataset.Files.Count)
        {
            _nearMiss ??= $"{folder} lacks {Names(missing)}";
        }

        return location;
    }

    private EngramException NotFound()
    {
        string places = string.Join(", ", _places.Search().Select(place => place.Title).Distinct());
        string nearMiss = _nearMiss is null ? "" : $" ({_nearMiss})";
        return new EngramException(
            $"{_dataset.Name} was not found in {places}{nearMiss}; run `engram data fetch {_dataset.Name}`, or put {Names(_dataset.Files)} into {_places.FetchFolder(_dataset.Name)} by hand.");
    }

    private static string Names(IEnumerable<DatasetFile> files) => string.Join(", ", files.Select(file => file.PackedName));
}
