namespace Engram.Data;

/// <summary>One search for a data set's files.</summary>
internal sealed class DatasetSearch
{
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
        DatasetDescription? other = location is null ? null : _known.FirstOrDefault(IsOther);
        if (other is null)
        {
            return location;
        }

        _nearMiss ??= $"{folder} has the files of {other.Name}";
        return null;

        bool IsOther(DatasetDescription candidate)
        {
            // The smallest file tells data sets apart at the price of kilobytes.
            DatasetFile smallest = candidate.Files.MinBy(file => file.Checksum.Length)!;
            return candidate.Name != _dataset.Name
                && location!.Files.FirstOrDefault(file => file.File.Name == smallest.Name) is { } found
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
        string places = string.Join(", ", _places.Search().Select(place => place.Title).Distinct());
        string nearMiss = _nearMiss is null ? "" : $" ({_nearMiss})";
        return new EngramException(
            $"{_dataset.Name} was not found in {places}{nearMiss}; run `engram data fetch {_dataset.Name}`, or put {string.Join(", ", _dataset.Files.Select(file => file.Name))} into {_places.FetchFolder(_dataset.Name)} by hand.");
    }
}
