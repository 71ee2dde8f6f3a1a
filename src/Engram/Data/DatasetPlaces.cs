namespace Engram.Data;

/// <summary>A folder in which data sets are looked for, and what messages call it.</summary>
internal sealed record DatasetPlace(string Folder, string Title);

/// <summary>Where data sets are looked for, in order. Whatever is null or empty does not exist on this machine.</summary>
internal sealed record DatasetPlaces
{
    /// <summary>The folder that the user names in the command.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The value of ENGRAM_DATA.</summary>
    public string? EnvironmentFolder { get; init; }

    /// <summary>The user's own cache, which is also where data sets are fetched to.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Where Debian's packages put data sets.</summary>
    public string? SystemFolder { get; init; }

    /// <summary>The folder of the program; data sets lie in "data" beside it, or above it in a repository.</summary>
    public string? ApplicationFolder { get; init; }

    /// <summary>The places of this process.</summary>
    public static DatasetPlaces Create(string? dataDirectory) => new()
    {
        DataDirectory = dataDirectory,
        EnvironmentFolder = Environment.GetEnvironmentVariable("ENGRAM_DATA"),
        CacheFolder = FindCacheFolder(),
        SystemFolder = OperatingSystem.IsLinux() ? "/usr/share/datasets" : null,
        ApplicationFolder = AppContext.BaseDirectory,
    };

    /// <summary>The folders, in the order in which they are searched.</summary>
    public IEnumerable<DatasetPlace> Search()
    {
        (string? Folder, string Source)[] named =
        [
            (DataDirectory, " (--data-dir)"), (EnvironmentFolder, " (ENGRAM_DATA)"), (CacheFolder, ""), (SystemFolder, ""),
        ];
        foreach ((string? folder, string source) in named)
        {
            if (!string.IsNullOrEmpty(folder))
            {
                string path = Path.GetFullPath(folder);
                yield return new DatasetPlace(path, path + source);
            }
        }

        if (string.IsNullOrEmpty(ApplicationFolder))
        {
            yield break;
        }

        for (DirectoryInfo? folder = new(ApplicationFolder); folder is not null; folder = folder.Parent)
        {
            yield return new DatasetPlace(
                Path.Combine(folder.FullName, "data"), $"the data folders beside and above {ApplicationFolder}");
        }
    }

    /// <summary>The folder into which a data set is fetched: below the named folder, or in the user's cache.</summary>
    /// <exception cref="EngramException">No folder is named, and this user has no home.</exception>
    public string FetchFolder(string datasetName)
    {
        string? root = string.IsNullOrEmpty(DataDirectory) ? CacheFolder : DataDirectory;
        return string.IsNullOrEmpty(root)
            ? throw new EngramException(
                $"There is no folder to keep {datasetName} in, because this user has no home folder; name one with --data-dir.")
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
