using System.Text;

namespace Engram.Storage;

/// <summary>Reads text files of people and of this program, which are small; one that is not does not fill the memory.</summary>
internal static class TextFile
{
    private const int ReadSize = 1 << 16;

    /// <summary>Most bytes of a document: an analysis of a large network has some millions.</summary>
    public const int LargestDocument = 1 << 28;

    /// <summary>Most bytes of what people write: a list of 100,000 settings has some millions.</summary>
    public const int LargestInput = 1 << 24;

    /// <summary>The whole text, read as it arrives: a device or a pipe says nothing of its length.</summary>
    /// <exception cref="IOException">The file cannot be read, or is longer.</exception>
    public static string Read(string path, int mostBytes = LargestDocument)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream bytes = new();
        byte[] buffer = new byte[ReadSize];
        while (stream.Read(buffer) is > 0 and int read)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > mostBytes)
            {
                throw new IOException($"it has more than {mostBytes} bytes, which no such file needs");
            }
        }

        bytes.Position = 0;
        using StreamReader text = new(bytes, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return text.ReadToEnd();
    }
}
