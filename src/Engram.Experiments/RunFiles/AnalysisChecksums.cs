using System.Security.Cryptography;
using System.Text;
using Engram.Experiments.Files;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// <c>analysis/checksums.sha256</c>: what the files of an analysis were when it was made, and first of all which weights it is of.
/// As with those of a run, the document comes last, and what it will be is in the checksums already.
/// </summary>
internal static class AnalysisChecksums
{
    /// <summary>Writes the checksums of an analysis, and of its document that is about to be written.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="weights">The line of the weights in the run's checksums.</param>
    /// <param name="files">The files, the document left out.</param>
    /// <param name="document">The document.</param>
    public static void Write(AnalysisFolder folder, string weights, IEnumerable<string> files, string document) => AtomicFile.WriteAllText(
        folder.ChecksumsPath,
        string.Concat([
            OfWeights(folder, weights) + "\n",
            .. files.Select(file => Checksums.Line(Path.GetFileName(file), Checksums.Hash(file))),
            Checksums.Line(Path.GetFileName(folder.DocumentPath), SHA256.HashData(Encoding.UTF8.GetBytes(document)))]));

    /// <summary>What is wrong with a run's analysis, as a clause that begins with a file; null where nothing is, or nothing tells.</summary>
    public static string? FindFault(AnalysisFolder folder)
    {
        if (!File.Exists(folder.ChecksumsPath))
        {
            return null;
        }

        string[] lines = Checksums.Lines(folder.ChecksumsPath);
        return FindDamaged(folder, lines) is { } damaged ? $"{damaged} is damaged: the checksums of the analysis do not match"
            : lines[0] != OfWeights(folder, RunChecksums.WeightsLine(folder.Run)) ? $"{folder.DocumentPath} is of other weights than the run has"
            : null;
    }

    private static string? FindDamaged(AnalysisFolder folder, string[] lines)
    {
        string[] names = [.. lines.Skip(1).Select(Checksums.Name)];
        return IsWhole(folder, names)
            ? names.Where(name => !Checksums.IsListed(name, folder.File(name), lines)).Select(folder.File).FirstOrDefault()
            : folder.ChecksumsPath;
    }

    /// <summary>A list that was cut short lacks the document, which is its last; names are checked before they become paths.</summary>
    private static bool IsWhole(AnalysisFolder folder, string[] names) =>
        names.LastOrDefault() == Path.GetFileName(folder.DocumentPath)
        && names.Contains(Path.GetFileName(folder.WallPath))
        && names.All(name => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'));

    /// <summary>The weights' line with their path from the folder of the analysis.</summary>
    private static string OfWeights(AnalysisFolder folder, string line) => line.Replace("  ", $"  {folder.WayToRun}", StringComparison.Ordinal);
}
