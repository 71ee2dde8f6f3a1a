using System.Security.Cryptography;
using Engram.Storage;

namespace Engram.Experiments.Files;

/// <summary>Lists of SHA-256 checksums in the format of <c>sha256sum</c>: hash, two spaces, name.</summary>
internal static class Checksums
{
    private const int HashLength = 64;

    public static string Line(string name, byte[] hash) => $"{Convert.ToHexStringLower(hash)}  {name}\n";

    public static byte[] Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }

    /// <summary>The lines of a list; none where it cannot be read.</summary>
    public static string[] Lines(string path)
    {
        try
        {
            return TextFile.Read(path, TextFile.LargestInput).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            return [];
        }
    }

    /// <summary>The name in a line; empty where the line is too short for one.</summary>
    public static string Name(string line) => line.Length > HashLength + 2 ? line[(HashLength + 2)..] : "";

    /// <summary>The hash in a line; empty where the line is too short for one.</summary>
    public static string HashText(string line) => line.Length > HashLength + 2 ? line[..HashLength] : "";

    /// <summary>Whether a file is what a line of the list says; one that cannot be read is not.</summary>
    public static bool IsListed(string name, string file, IEnumerable<string> lines)
    {
        try
        {
            return lines.Contains(Line(name, Hash(file)).TrimEnd());
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            return false;
        }
    }
}
