namespace Engram.Data;

/// <summary>Where one file of a data set is, as it is offered or unpacked.</summary>
/// <param name="File">Which file it is.</param>
/// <param name="Paths">
/// The path of the file as it is offered, or those of its unpacked files in the order of <see cref="DatasetFile.Unpacked"/>.
/// </param>
/// <param name="IsUnpacked">Whether the paths are of unpacked files.</param>
public sealed record DatasetFileLocation(DatasetFile File, IReadOnlyList<string> Paths, bool IsUnpacked)
{
    /// <summary>The file, or the folder of the files where there are several.</summary>
    public string Place => Paths.Count == 1 ? Paths[0] : Path.GetDirectoryName(Paths[0])!;

    /// <summary>Looks for a file in a folder.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">Where to look: there, and for an archive's files in the archive's own folder.</param>
    /// <param name="missing">Names of what is not there: the file, or a part of what it unpacks to.</param>
    /// <returns>Where it is, or null.</returns>
    internal static DatasetFileLocation? Find(DatasetFile file, string folder, out IReadOnlyList<string> missing)
    {
        missing = [];
        string[] lacking = [file.Name];
        foreach (DatasetFileLocation candidate in Candidates(file, folder))
        {
            string[] absent = [.. candidate.Paths.Where(path => !System.IO.File.Exists(path)).Select(path => Path.GetFileName(path))];
            if (absent.Length == 0)
            {
                return candidate;
            }

            if (absent.Length < candidate.Paths.Count)
            {
                lacking = absent;
            }
        }

        missing = lacking;
        return null;
    }

    /// <summary>All forms in which a file may be in a folder, the one that can be verified first.</summary>
    private static IEnumerable<DatasetFileLocation> Candidates(DatasetFile file, string folder)
    {
        DatasetFileLocation offered = new(file, [Path.Combine(folder, file.Name)], IsUnpacked: false);
        string[] folders = file.UnpackedFolder is null ? [folder] : [Path.Combine(folder, file.UnpackedFolder), folder];
        IEnumerable<DatasetFileLocation> unpacked = file.Unpacked.Count == 0
            ? []
            : folders.Select(place => new DatasetFileLocation(
                file, [.. file.Unpacked.Select(name => Path.Combine(place, name))], IsUnpacked: true));
        // Where both can be verified, the plain file needs no unpacking.
        return file.Checksum.IsOfUnpacked ? unpacked.Append(offered) : unpacked.Prepend(offered);
    }
}
