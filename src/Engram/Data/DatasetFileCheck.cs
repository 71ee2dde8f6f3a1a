using System.Security.Cryptography;
using Engram.Storage;

namespace Engram.Data;

/// <summary>How one file of a data set compares with the catalog.</summary>
/// <param name="File">What the file must be.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Sha256">SHA-256 of its unpacked content; null where it cannot be read, unpacked, or is too long.</param>
/// <param name="Failure">Null for a good file; otherwise one sentence that says what is wrong and what to do.</param>
public sealed record DatasetFileCheck(DatasetFile File, string Path, string? Sha256, string? Failure)
{
    /// <summary>True where the content is what the catalog says.</summary>
    public bool IsGood => Failure is null;

    /// <summary>Checks one file.</summary>
    internal static DatasetFileCheck Run(DatasetFile file, string path)
    {
        try
        {
            string? sha256 = Hash(path, file.Length);
            string? failure = sha256 == file.Sha256
                ? null
                : $"{path} does not have the content that the catalog names (SHA-256 {file.Sha256}); replace it by a good copy.";
            return new DatasetFileCheck(file, path, sha256, failure);
        }
        catch (InvalidDataException exception)
        {
            return new DatasetFileCheck(file, path, null, IdxFile.DamagedGzip(path, exception).Message);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            return new DatasetFileCheck(file, path, null, FileFailure.Reading(path, exception).Message);
        }
    }

    /// <summary>
    /// Hashes the unpacked content, but gives up beyond the length that is right, because what a stranger packed may
    /// unpack without end.
    /// </summary>
    private static string? Hash(string path, long length)
    {
        using Stream stream = PackedFile.Unpack(PackedFile.OpenRead(path));
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        while (total <= length && stream.Read(buffer) is > 0 and int read)
        {
            hash.AppendData(buffer, 0, read);
            total += read;
        }

        return total > length ? null : Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
