using System.Security.Cryptography;
using Engram.Storage;

namespace Engram.Data.Files;

/// <summary>How one file of a data set compares with the catalog.</summary>
/// <param name="File">What the file must be.</param>
/// <param name="Path">Where it is: a file, or the folder of an archive's files.</param>
/// <param name="Sha256">SHA-256 of its content; null where it cannot be read, unpacked or compared, or is too long.</param>
/// <param name="Verdict">What the comparison came to.</param>
/// <param name="Failure">Null for a good file; otherwise one sentence that says what is wrong and what to do.</param>
internal sealed record DatasetFileCheck(DatasetFile File, string Path, string? Sha256, DatasetFileVerdict Verdict, string? Failure)
{
    /// <summary>True where the content is what the catalog says.</summary>
    public bool IsGood => Verdict == DatasetFileVerdict.Good;

    /// <summary>Checks one file in the form in which it was found.</summary>
    internal static DatasetFileCheck Run(DatasetFileLocation location) =>
        location.IsUnpacked && !location.File.Checksum.IsOfUnpacked
            ? new DatasetFileCheck(
                location.File,
                location.Place,
                null,
                DatasetFileVerdict.Unknown,
                $"{location.Place} cannot be compared with the catalog, because the published checksum is that of {location.File.Name}; put {location.File.Name} beside it to have that verified and used.")
            : Run(location.File, location.Paths[0]);

    /// <summary>Checks one file as it is offered, or unpacked where the checksum is of the unpacked content.</summary>
    internal static DatasetFileCheck Run(DatasetFile file, string path)
    {
        try
        {
            string? sha256 = Hash(path, file.Checksum);
            return sha256 == file.Checksum.Sha256
                ? new DatasetFileCheck(file, path, sha256, DatasetFileVerdict.Good, null)
                : Bad(sha256, $"{path} does not have the content that the catalog names (SHA-256 {file.Checksum.Sha256}); replace it by a good copy.");
        }
        catch (InvalidDataException exception)
        {
            return Bad(null, PackedFile.Damaged(path, exception).Message);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            return Bad(null, FileFailure.Reading(path, exception).Message);
        }

        DatasetFileCheck Bad(string? sha256, string failure) => new(file, path, sha256, DatasetFileVerdict.Bad, failure);
    }

    /// <summary>
    /// Hashes the content that the checksum is of, but gives up beyond the length that is right, because what a stranger
    /// packed may unpack without end.
    /// </summary>
    private static string? Hash(string path, FileChecksum checksum)
    {
        using Stream file = PackedFile.OpenRead(path);
        using Stream content = checksum.IsOfUnpacked ? PackedFile.Unpack(file) : file;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        while (total <= checksum.Length && content.Read(buffer) is > 0 and int read)
        {
            hash.AppendData(buffer, 0, read);
            total += read;
        }

        return total > checksum.Length ? null : Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
