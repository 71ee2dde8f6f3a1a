namespace Engram.Data.Files;

/// <summary>Where one file of a data set is, as it is offered or unpacked.</summary>
/// <param name="File">Which file it is.</param>
/// <param name="Paths">
/// The path of the file as it is offered, or those of its unpacked files in the order of <see cref="DatasetFile.Unpacked"/>.
/// </param>
/// <param name="IsUnpacked">Whether the paths are of unpacked files.</param>
internal sealed record DatasetFileLocation(DatasetFile File, IReadOnlyList<string> Paths, bool IsUnpacked)
{
    /// <summary>The file, or the folder of the files where there are several.</summary>
    public string Place => Paths.Count == 1 ? Paths[0] : Path.GetDirectoryName(Paths[0])!;

    /// <summary>Looks for a file in a folder, under its own name and under spellings of it (<see cref="LooseName"/>).</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">Where to look: there, and for an archive's files in the archive's own folder.</param>
    /// <param name="missing">Names of what is not there: the file, or a part of what it unpacks to.</param>
    /// <returns>Where it is, or null.</returns>
    internal static DatasetFileLocation? Find(DatasetFile file, string folder, out IReadOnlyList<string> missing)
    {
        missing = [];
        Candidate[] candidates = [.. Candidates(file, folder)];
        string[] lacking = [file.Name];

        // A file of another spelling must not hide one that bears the name itself.
        foreach (Func<string, string, string?> find in (Func<string, string, string?>[])[FindExact, LooseName.FindFile])
        {
            foreach (Candidate candidate in candidates)
            {
                string?[] paths = [.. candidate.Names.Select(name => find(candidate.Folder, name))];
                string[] absent = [.. candidate.Names.Where((_, index) => paths[index] is null)];
                if (absent.Length == 0)
                {
                    return new DatasetFileLocation(file, paths!, candidate.IsUnpacked);
                }

                if (absent.Length < paths.Length)
                {
                    lacking = absent;
                }
            }
        }

        missing = lacking;
        return null;
    }

    private static string? FindExact(string folder, string name) =>
        Path.Combine(folder, name) is var path && System.IO.File.Exists(path) ? path : null;

    /// <summary>All forms in which a file may be in a folder, the one that can be verified first.</summary>
    private static IEnumerable<Candidate> Candidates(DatasetFile file, string folder)
    {
        Candidate offered = new(folder, [file.Name], IsUnpacked: false);
        IEnumerable<string> folders = file.UnpackedFolder is null ? [folder] : [.. LooseName.FindFolders(folder, file.UnpackedFolder), folder];
        IEnumerable<Candidate> unpacked = file.Unpacked.Count == 0
            ? []
            : folders.Select(place => new Candidate(place, file.Unpacked, IsUnpacked: true));
        // Where both can be verified, the plain file needs no unpacking.
        return file.Checksum.IsOfUnpacked ? unpacked.Append(offered) : unpacked.Prepend(offered);
    }

    /// <summary>Names of files that stand for a data set's file where all are in one folder.</summary>
    private sealed record Candidate(string Folder, IReadOnlyList<string> Names, bool IsUnpacked);
}
