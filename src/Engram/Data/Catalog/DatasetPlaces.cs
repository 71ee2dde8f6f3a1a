namespace Engram.Data.Catalog;

/// <summary>A folder in which data sets are looked for.</summary>
/// <param name="Folder">Its absolute path.</param>
/// <param name="NamedBy">What the user has named it with, an option or a variable; null for the usual places.</param>
internal sealed record DatasetPlace(string Folder, string? NamedBy)
{
    /// <summary>What messages call it.</summary>
    public string Title => NamedBy is null ? Folder : $"{Folder} ({NamedBy})";
}

/// <summary>
/// Where data sets are looked for, in order. A folder that the user names is the only one: other images than those meant must
/// never be used in silence. Whatever is null or empty does not exist on this machine.
/// </summary>
internal sealed record DatasetPlaces
{
    private const string DataDirectoryOption = "--data-dir";
    private const string EnvironmentVariable = "ENGRAM_DATA";

    /// <summary>The folder that the user names in the command.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The value of ENGRAM_DATA.</summary>
    public string? EnvironmentFolder { get; init; }

    /// <summary>The user's own cache, which is also where data sets are fetched to.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Where Debian's packages put data sets.</summary>
    public string? SystemFolder { get; init; }

    /// <summary>The folder of the program; the data set that comes with it lies in "data" beside it.</summary>
    public string? ApplicationFolder { get; init; }

    /// <summary>The places of this process.</summary>
    public static DatasetPlaces Create(string? dataDirectory) => new()
    {
        DataDirectory = dataDirectory,
        EnvironmentFolder = Environment.GetEnvironmentVariable(EnvironmentVariable),
        CacheFolder = FindCacheFolder(),
        SystemFolder = OperatingSystem.IsLinux() ? "/usr/share/datasets" : null,
        ApplicationFolder = AppContext.BaseDirectory,
    };

    /// <summary>The folder that the user names; null where none is named.</summary>
    /// <exception cref="EngramException">It is named by an empty text.</exception>
    public DatasetPlace? Named => DataDirectory is { Length: 0 }
        ? throw new EngramException("The data folder is named by an empty text; name an existing one or leave --data-dir out.")
        : DataDirectory is not null ? new DatasetPlace(Path.GetFullPath(DataDirectory), DataDirectoryOption)
        : !string.IsNullOrEmpty(EnvironmentFolder) ? new DatasetPlace(Path.GetFullPath(EnvironmentFolder), EnvironmentVariable)
        : null;

    /// <summary>The folders, in the order in which they are searched.</summary>
    public IReadOnlyList<DatasetPlace> Search()
    {
        string? beside = string.IsNullOrEmpty(ApplicationFolder) ? null : Path.Combine(ApplicationFolder, "data");
        string?[] usual = [CacheFolder, SystemFolder, beside];
        return Named is { } named
            ? [named]
            : [.. usual.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => new DatasetPlace(Path.GetFullPath(folder!), null))];
    }

    /// <summary>The folder into which a data set is fetched: below the named folder, or in the user's cache.</summary>
    /// <exception cref="EngramException">No folder is named, and this user has no home.</exception>
    public string FetchFolder(string datasetName)
    {
        string? root = Named?.Folder ?? CacheFolder;
        return string.IsNullOrEmpty(root)
            ? throw new EngramException(
                $"There is no folder to keep {datasetName} in, because this user has no home folder; name one with {DataDirectoryOption}.")
            : Path.Combine(Path.GetFullPath(root), datasetName);
    }

    private static string? FindCacheFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            return Below(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "engram");
        }

        // The XDG specification says that a relative path there is to be ignored.
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.IsPathRooted(cache)
            ? Path.Combine(cache, "engram")
            : Below(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "engram");
    }

    private static string? Below(string folder, params string[] names) =>
        folder.Length == 0 ? null : Path.Combine([folder, .. names]);
}
