using System.Security.Cryptography;
using System.Text;
using Engram.Experiments.Files;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// <c>checksums.sha256</c>: what the files of a finished run were when it finished, so that a disk or a hand that changes one
/// of them later does not change a result unnoticed. The record comes last, and what it will be is in the checksums already:
/// where it says that the run is finished, they are complete. Until then the file has the spec alone, which it has before the
/// spec is written.
/// </summary>
internal static class RunChecksums
{
    /// <summary>Writes the checksum of the spec that is about to be written.</summary>
    public static void Begin(RunFolder folder, string spec) =>
        AtomicFile.WriteAllText(folder.ChecksumsPath, Line(folder.SpecPath, SHA256.HashData(Encoding.UTF8.GetBytes(spec))));

    /// <summary>Writes the checksums of the files, and of the record that is about to be written.</summary>
    public static void Write(RunFolder folder, string record) => AtomicFile.WriteAllText(folder.ChecksumsPath, string.Concat(
        Files(folder).Select(file => Line(file, file == folder.RecordPath ? SHA256.HashData(Encoding.UTF8.GetBytes(record)) : Checksums.Hash(file)))));

    /// <summary>The first file of a finished run that is not what it was; null where all are, or where an earlier version wrote no checksums.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="files">The files in question; all of them where none is named.</param>
    public static string? FindDamaged(RunFolder folder, params IReadOnlyCollection<string> files)
    {
        if (!File.Exists(folder.ChecksumsPath))
        {
            return null;
        }

        string[] lines = Checksums.Lines(folder.ChecksumsPath);
        return lines.Length != Files(folder).Count()
            ? folder.ChecksumsPath
            : Files(folder).FirstOrDefault(file => (files.Count == 0 || files.Contains(file)) && !IsListed(file, lines));
    }

    /// <summary>Whether the spec of a run, finished or not, is not what it was.</summary>
    public static bool IsSpecDamaged(RunFolder folder) =>
        File.Exists(folder.ChecksumsPath) && !IsListed(folder.SpecPath, Checksums.Lines(folder.ChecksumsPath));

    /// <summary>The line of a finished run's weights; of a run without checksums, what it would be.</summary>
    public static string WeightsLine(RunFolder folder)
    {
        string name = Path.GetFileName(folder.WeightsPath);
        return Checksums.Lines(folder.ChecksumsPath).FirstOrDefault(line => Checksums.Name(line) == name)
            ?? Line(folder.WeightsPath, Checksums.Hash(folder.WeightsPath)).TrimEnd();
    }

    private static IEnumerable<string> Files(RunFolder folder) => [folder.SpecPath, folder.MetricsPath, folder.WeightsPath, folder.RecordPath];

    private static bool IsListed(string file, string[] lines) => Checksums.IsListed(Path.GetFileName(file), file, lines);

    private static string Line(string file, byte[] hash) => Checksums.Line(Path.GetFileName(file), hash);
}
