using Engram.Storage;

namespace Engram.Data.Images;

/// <summary>All files in a folder and the folders in it. Links are followed, but none that leads back to where it came from.</summary>
internal static class FolderWalk
{
    /// <summary>Paths of files, beginning as the folder's path does, in no order; what has a name that begins with a dot is not looked at, as macOS writes beside every image.</summary>
    /// <exception cref="EngramException">A folder cannot be read, or a link leads back.</exception>
    public static IEnumerable<string> Files(string folder) => Files(new DirectoryInfo(folder), folder, new DirectoryInfo(folder).FullName, []);

    /// <summary>Paths of the folders in a folder, by their names; those that begin with a dot are not looked at.</summary>
    /// <exception cref="EngramException">The folder cannot be read.</exception>
    public static string[] Folders(string folder) => Children(folder, Directory.GetDirectories);

    /// <summary>Paths of the files in a folder itself.</summary>
    /// <inheritdoc cref="Folders"/>
    public static string[] FilesIn(string folder) => Children(folder, Directory.GetFiles);

    private static string[] Children(string folder, Func<string, string[]> list) =>
        [.. Reading(folder, () => list(folder)).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Files(DirectoryInfo folder, string path, string place, HashSet<string> above)
    {
        string real = Reading(path, () => folder.ResolveLinkTarget(returnFinalTarget: true))?.FullName ?? place;
        if (!above.Add(real))
        {
            throw new EngramException($"{path} is a link that leads back to {real}, so that its images would count again and again; remove the link.");
        }

        foreach (FileSystemInfo entry in Reading(path, folder.GetFileSystemInfos).Where(entry => !entry.Name.StartsWith('.')))
        {
            if (entry is DirectoryInfo below)
            {
                foreach (string file in Files(below, Path.Combine(path, below.Name), Path.Combine(real, below.Name), above))
                {
                    yield return file;
                }
            }
            else
            {
                yield return Path.Combine(path, entry.Name);
            }
        }

        above.Remove(real);
    }

    private static T Reading<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.Listing(folder, exception);
        }
    }
}
