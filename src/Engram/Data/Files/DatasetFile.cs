namespace Engram.Data.Files;

/// <summary>One file of a data set, as mirrors offer it.</summary>
internal sealed record DatasetFile
{
    /// <summary>Name as it is offered: "train-images-idx3-ubyte.gz", "cifar-10-binary.tar.gz".</summary>
    public required string Name { get; init; }

    /// <summary>What its content must be.</summary>
    public required FileChecksum Checksum { get; init; }

    /// <summary>
    /// Names of the files that unpacking it makes; together they stand for it. None for a file that is read as it is.
    /// </summary>
    public IReadOnlyList<string> Unpacked { get; init; } = [];

    /// <summary>The folder in which an archive has its files; null where it has none.</summary>
    public string? UnpackedFolder { get; init; }

    /// <summary>A single file packed with gzip.</summary>
    /// <param name="unpackedName">Its name without ".gz".</param>
    /// <param name="checksum">What its content must be.</param>
    public static DatasetFile Gzip(string unpackedName, FileChecksum checksum) =>
        new() { Name = unpackedName + ".gz", Checksum = checksum, Unpacked = [unpackedName] };
}
