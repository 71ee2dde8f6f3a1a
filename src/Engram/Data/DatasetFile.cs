namespace Engram.Data;

/// <summary>One file of a data set as it must be, unpacked.</summary>
/// <param name="Name">Name without ".gz"; with it, the file is packed.</param>
/// <param name="Length">Bytes of the unpacked content.</param>
/// <param name="Sha256">SHA-256 of the unpacked content, 64 lower-case hexadecimal digits.</param>
public sealed record DatasetFile(string Name, long Length, string Sha256)
{
    /// <summary>Name of the packed file, as mirrors offer it.</summary>
    public string PackedName => Name + ".gz";
}
