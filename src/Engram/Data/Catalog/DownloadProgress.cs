using Engram.Data.Files;

namespace Engram.Data.Catalog;

/// <summary>How far the download of one file of a data set is.</summary>
/// <param name="File">The file.</param>
/// <param name="Mirror">Where it comes from.</param>
/// <param name="ReceivedBytes">Bytes that are here, those of an earlier, broken download among them.</param>
/// <param name="TotalBytes">Bytes of the whole file; null where the mirror does not tell.</param>
internal readonly record struct DownloadProgress(DatasetFile File, Uri Mirror, long ReceivedBytes, long? TotalBytes);
