namespace Engram.Data.Files;

/// <summary>Length and SHA-256 of a file's content, as they were published.</summary>
/// <param name="Length">Bytes of the content.</param>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="IsOfUnpacked">
/// True where they are of what gzip packed, which mirrors may pack in their own ways; false where they are of the file as
/// it is offered.
/// </param>
internal sealed record FileChecksum(long Length, string Sha256, bool IsOfUnpacked)
{
    /// <summary>The checksum of a file as it is offered, packed or not.</summary>
    public static FileChecksum OfOffered(long length, string sha256) => new(length, sha256, IsOfUnpacked: false);

    /// <summary>The checksum of what a gzip file holds.</summary>
    public static FileChecksum OfUnpacked(long length, string sha256) => new(length, sha256, IsOfUnpacked: true);

    /// <summary>More bytes than this are not the file as it is offered.</summary>
    // Packing never makes a file longer than by a few bytes per block.
    internal long MaxOfferedLength => IsOfUnpacked ? Length + (Length / 100) + 1024 : Length;
}
