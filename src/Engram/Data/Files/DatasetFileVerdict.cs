namespace Engram.Data.Files;

/// <summary>What the comparison of a file with the catalog came to.</summary>
internal enum DatasetFileVerdict
{
    /// <summary>The content is what the catalog says.</summary>
    Good,

    /// <summary>The content is another, or cannot be read.</summary>
    Bad,

    /// <summary>The file is unpacked, and the published checksum is that of the packed file.</summary>
    Unknown,
}
