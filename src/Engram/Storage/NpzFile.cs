using System.IO.Compression;

namespace Engram.Storage;

/// <summary>
/// Files in numpy's .npz format, a zip archive with one .npy file per named array: <c>numpy.load(path)["name"]</c>.
/// </summary>
internal static class NpzFile
{
    private const string Extension = ".npy";

    // Zip keeps a time per entry, and equal arrays are to give equal bytes. This is the earliest that zip can express.
    private static readonly DateTimeOffset _entryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a file in whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="arrays">Arrays by name, stored in the order of their names.</param>
    /// <param name="compression">None for speed; sparse activations shrink to a fraction with the fastest level.</param>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    public static void Write(
        string path,
        IReadOnlyDictionary<string, NpyArray> arrays,
        CompressionLevel compression = CompressionLevel.Fastest)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream =>
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, NpyArray array) in arrays.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                ZipArchiveEntry entry = archive.CreateEntry(name + Extension, compression);
                entry.LastWriteTime = _entryTime;
                using Stream content = entry.Open();
                NpyFile.Write(content, array);
            }
        });
    }

    /// <summary>Reads all arrays of a file; what is packed may be a thousand times as long as the file.</summary>
    /// <exception cref="EngramException">The file cannot be read, is no zip archive, or an array in it is damaged.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(path, _ => _ => { });
    }

    /// <summary>Reads those arrays of a file that are wanted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">
    /// Is asked for every array by its name, before anything of it is read: null where it is not wanted, otherwise what is given
    /// its shape before its values are read, and may refuse it.
    /// </param>
    /// <param name="widen">Whether other types of numbers are read too, as <see cref="NpyFile.ReadWidened"/> does.</param>
    /// <exception cref="EngramException">As for <see cref="Read(string)"/>.</exception>
    internal static IReadOnlyDictionary<string, NpyArray> Read(string path, Func<string, Action<IReadOnlyList<long>>?> wanted, bool widen = false) => FileFailure.GuardReading(path, () =>
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path, wanted, widen);
    });

    /// <summary>Reads all arrays of a file, of any type of numbers; of an array of records there is one for each field, called <c>array.field</c>.</summary>
    /// <exception cref="EngramException">As for <see cref="Read(string)"/>.</exception>
    internal static IReadOnlyDictionary<string, NpyArray> ReadFields(string path) => FileFailure.GuardReading(path, () =>
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path, (entry, name, arrays) =>
        {
            foreach ((string? field, NpyArray array) in Unpack(entry, (content, most) => NpyFile.ReadFields(content, $"{entry.FullName} in {path}", entry.CompressedLength, most)))
            {
                string column = field is null ? name : name + NpyFile.FieldSeparator + field;
                if (!arrays.TryAdd(column, array))
                {
                    throw new InvalidDataException($"the array {column} is there twice");
                }
            }
        });
    });

    /// <summary>Reads all arrays from a seekable stream.</summary>
    internal static IReadOnlyDictionary<string, NpyArray> Read(Stream stream, string path) => Read(stream, path, _ => _ => { });

    private static Dictionary<string, NpyArray> Read(Stream stream, string path, Func<string, Action<IReadOnlyList<long>>?> wanted, bool widen = false) =>
        Read(stream, path, (entry, name, arrays) =>
        {
            if (wanted(name) is { } accept)
            {
                arrays.Add(name, Unpack(entry, (content, most) => NpyFile.Read(content, $"{entry.FullName} in {path}", entry.CompressedLength, most, accept, widen)));
            }
        });

    private static Dictionary<string, NpyArray> Read(Stream stream, string path, Action<ZipArchiveEntry, string, Dictionary<string, NpyArray>> read)
    {
        try
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            Dictionary<string, NpyArray> arrays = new(StringComparer.Ordinal);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                string name = ArrayName(entry);
                if (arrays.ContainsKey(name))
                {
                    throw new InvalidDataException($"the array {entry.FullName} is there twice");
                }

                read(entry, name, arrays);
            }

            return arrays;
        }
        catch (InvalidDataException exception)
        {
            throw new EngramException($"{path} is damaged or not a .npz file; write it again.", exception);
        }
    }

    private static T Unpack<T>(ZipArchiveEntry entry, Func<Stream, long, T> read)
    {
        using Stream content = entry.Open();
        using var counted = new Crc32Stream(content);
        T result = read(counted, Math.Min(entry.Length, PackedFile.MostUnpacked(entry.CompressedLength)));
        return counted.Sum == entry.Crc32 ? result : throw new InvalidDataException($"the array {entry.FullName} does not have its checksum");
    }

    private static string ArrayName(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(Extension, StringComparison.Ordinal) ? entry.FullName[..^Extension.Length] : entry.FullName;
}
