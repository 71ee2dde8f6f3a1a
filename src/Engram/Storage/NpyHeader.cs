using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Engram.Storage;

/// <summary>
/// The header of numpy's .npy format: a magic string, a version, a length, and a Python dictionary with element type,
/// order and shape, padded so that the values start at a multiple of 64.
/// </summary>
internal sealed partial record NpyHeader(string DataType, long[] Shape)
{
    /// <summary>Name and element type of each field, where elements are records; otherwise none.</summary>
    public IReadOnlyList<(string Name, string Type)> Fields { get; private init; } = [];

    private const int Alignment = 64;
    private const int Version1Length = 10;
    private const int MaxTextLength = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The header's bytes in format version 1.0, which every numpy reads.</summary>
    public byte[] Format()
    {
        string dimensions = Shape.Length == 1 ? $"{Shape[0]}," : string.Join(", ", Shape);
        string text = $"{{'descr': '{DataType}', 'fortran_order': False, 'shape': ({dimensions}), }}";
        int unpadded = Version1Length + text.Length + 1;
        int length = (unpadded + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[length];
        Magic.CopyTo(header);
        header[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - Version1Length));
        header.AsSpan(Version1Length).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(Version1Length));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Reads and checks a header; the stream then stands at the first value.</summary>
    /// <exception cref="FormatException">What is wrong, as a clause.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within the header.</exception>
    public static NpyHeader Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[8];
        stream.ReadExactly(start);
        if (!start.StartsWith(Magic))
        {
            throw new FormatException("it does not start with numpy's magic string");
        }

        if (start[6] is < 1 or > 3)
        {
            throw new FormatException($"it has the format version {start[6]}.{start[7]}, and 1 to 3 are known");
        }

        return Parse(ReadText(stream, lengthSize: start[6] == 1 ? sizeof(ushort) : sizeof(uint)));
    }

    private static string ReadText(Stream stream, int lengthSize)
    {
        Span<byte> lengthBytes = stackalloc byte[sizeof(uint)];
        lengthBytes.Clear();
        stream.ReadExactly(lengthBytes[..lengthSize]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaxTextLength)
        {
            throw new FormatException($"it announces a header of {length} bytes, and {MaxTextLength} are allowed");
        }

        byte[] text = new byte[length];
        stream.ReadExactly(text);
        return Encoding.Latin1.GetString(text);
    }

    private static NpyHeader Parse(string text)
    {
        Match match = Dictionary().Match(text);
        if (!match.Success || match.Groups["order"].Captures.Count != 1 || match.Groups["shape"].Captures.Count != 1
            || match.Groups["type"].Captures.Count + match.Groups["fields"].Captures.Count != 1)
        {
            throw new FormatException("its header is not the dictionary that numpy writes for an array of numbers");
        }

        if (match.Groups["order"].Value == "True")
        {
            throw new FormatException("its values are in Fortran order, and C order is needed: save numpy.ascontiguousarray(array)");
        }

        return new NpyHeader(match.Groups["type"].Value, Dimensions(match.Groups["shape"].Value)) { Fields = [.. Field().Matches(match.Groups["fields"].Value).Select(field => (field.Groups["name"].Value, field.Groups["type"].Value))] };
    }

    private static long[] Dimensions(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. parts.Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : throw new FormatException($"its shape has the length {part}"))];
    }

    // Three entries in any order; that each occurs once is checked by the number of captures.
    [GeneratedRegex(@"^\{\s*(?:(?:'descr'\s*:\s*(?:'(?<type>[^']*)'|\[(?<fields>\s*\('[^']+'\s*,\s*'[^']*'\)(?:\s*,\s*\('[^']+'\s*,\s*'[^']*'\))*)\s*,?\s*\])|'fortran_order'\s*:\s*(?<order>True|False)|'shape'\s*:\s*\((?<shape>[0-9, ]*)\))\s*(?:,\s*)?){3}\}\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Dictionary();

    [GeneratedRegex(@"\('(?<name>[^']+)'\s*,\s*'(?<type>[^']*)'\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
