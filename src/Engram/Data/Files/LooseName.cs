namespace Engram.Data.Files;

/// <summary>
/// Finds files and folders whose names others have spelled in their own way: upper or lower case and "-", "_", "." and
/// spaces make no difference, so "train-images.idx3-ubyte" is "train-images-idx3-ubyte". The name itself comes first.
/// </summary>
internal static class LooseName
{
    // A folder that cannot be looked into has nothing for this user.
    private static readonly EnumerationOptions _options = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    /// <summary>The file of a name in a folder; null where there is none.</summary>
    public static string? FindFile(string folder, string name)
    {
        string exact = Path.Combine(folder, name);
        return File.Exists(exact) ? exact
            : !Directory.Exists(folder) ? null
            : Directory.EnumerateFiles(folder, "*", _options).Where(path => IsSame(Path.GetFileName(path), name)).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>All folders of a relative path such as "MNIST/raw" below a folder.</summary>
    public static IEnumerable<string> FindFolders(string folder, string relativePath)
    {
        IEnumerable<string> found = [folder];
        foreach (string name in relativePath.Split('/'))
        {
            found = found.SelectMany(parent => Below(parent, name));
        }

        return found;
    }

    private static IEnumerable<string> Below(string parent, string name)
    {
        if (!Directory.Exists(parent))
        {
            return [];
        }

        string exact = Path.Combine(parent, name);
        return Directory.EnumerateDirectories(parent, "*", _options)
            .Where(path => IsSame(Path.GetFileName(path), name))
            .OrderBy(path => path != exact)
            .ThenBy(path => path, StringComparer.Ordinal);
    }

    private static bool IsSame(string first, string second) =>
        Letters(first).SequenceEqual(Letters(second));

    private static IEnumerable<char> Letters(string name) =>
        name.Where(character => character is not ('-' or '_' or '.' or ' ')).Select(char.ToLowerInvariant);
}
