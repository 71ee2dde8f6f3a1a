using System.Security.Cryptography;
using System.Text;
using Engram.Experiments.Files;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>
/// What the parts of a run have in common: the SHA-256 of its spec, in <c>run.json</c> and in the weights' metadata. Checksums
/// tell that files are what they were; this tells that they were made together.
/// </summary>
internal static class RunIdentity
{
    /// <summary>Its key in the weights' metadata.</summary>
    internal const string Key = "specSha256";

    /// <summary>The identity of a spec by its text. Comments say nothing of what is trained.</summary>
    public static string Of(string specText)
    {
        IEnumerable<string> lines = specText.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <summary>What the weights carry of it.</summary>
    public static Dictionary<string, string> Metadata(RunRecord record) => new() { [Key] = record.SpecSha256! };

    /// <summary>
    /// The file of a finished run that was made with another spec than the other two; null where all belong together, or come from
    /// an earlier version, which did not say.
    /// </summary>
    /// <exception cref="EngramException">The spec cannot be read.</exception>
    public static string? FindForeign(RunFolder folder)
    {
        if (RunWatch.ReadRecord(folder) is not { } found)
        {
            return folder.RecordPath;
        }

        string spec = Of(ReadSpec(folder));
        string? record = found.SpecSha256;
        string? weights;
        try
        {
            weights = SafetensorsFile.ReadMetadata(folder.WeightsPath).GetValueOrDefault(Key);
        }
        catch (EngramException)
        {
            return folder.WeightsPath;
        }

        return record is null && weights is null ? null
            : record == weights ? (record == spec ? null : folder.SpecPath)
            : record == spec ? folder.WeightsPath
            : folder.RecordPath;
    }

    /// <summary>Fails where the spec was changed while it was trained.</summary>
    /// <exception cref="EngramException">It was.</exception>
    public static void RequireSpec(RunFolder folder, RunRecord record)
    {
        if (Of(ReadSpec(folder)) != record.SpecSha256)
        {
            string change = $"{folder.SpecPath} was changed during the training";
            throw new EngramException($"{change}; restore its values, and resume the run.", new IOException(change));
        }
    }

    /// <summary>The identity of a run by its spec.</summary>
    /// <exception cref="EngramException">The spec cannot be read.</exception>
    public static string OfSpec(RunFolder folder) => Of(ReadSpec(folder));

    private static string ReadSpec(RunFolder folder)
    {
        try
        {
            return TextFile.Read(folder.SpecPath, TextFile.LargestInput);
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw FileFailure.Reading(folder.SpecPath, error);
        }
    }
}
