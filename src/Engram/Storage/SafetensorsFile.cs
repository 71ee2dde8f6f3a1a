using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Engram.Storage;

/// <summary>
/// A safetensors file, the open format in which PyTorch and others exchange weights: 8 bytes with the header's length
/// (little-endian), a JSON header that says name, element type, shape and place of each tensor, then the tensors' bytes
/// without a gap.
/// </summary>
/// <remarks>
/// Files are written so that every tensor starts at a multiple of its element size: the header is padded with spaces to
/// a multiple of 8 bytes, and wider elements come first. Reading trusts nothing: lengths, types, shapes and places are
/// checked against the file before memory is taken for them.
/// </remarks>
internal sealed class SafetensorsFile
{
    private const int PrefixLength = sizeof(ulong);
    private const int HeaderAlignment = 8;

    // The limit of the format's reference implementation.
    private const long MaxHeaderLength = 100_000_000;

    private readonly Dictionary<string, SafetensorsTensor> _byName;

    private SafetensorsFile(string path, IReadOnlyDictionary<string, string> metadata, SafetensorsTensor[] tensors)
    {
        Path = path;
        _byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        Metadata = metadata;
        Tensors = tensors;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The file's own strings, empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>All tensors, in the order of the header.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Writes a file in whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="tensors">What it holds; names must differ and data must fit shape and type.</param>
    /// <param name="metadata">Strings to keep with the tensors; may be empty.</param>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">A name is taken twice, or data and shape disagree.</exception>
    public static void Write(
        string path,
        IReadOnlyList<SafetensorsTensor> tensors,
        IReadOnlyDictionary<string, string> metadata) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes the bytes of a file to a stream.</summary>
    /// <inheritdoc cref="Write(string, IReadOnlyList{SafetensorsTensor}, IReadOnlyDictionary{string, string})"/>
    public static void Write(
        Stream stream,
        IReadOnlyList<SafetensorsTensor> tensors,
        IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);
        SafetensorsHeader.CheckWritable(tensors);
        SafetensorsTensor[] ordered = [.. tensors.OrderByDescending(ElementSize)];
        byte[] header = SafetensorsHeader.Format(ordered, metadata);
        int padding = -header.Length & (HeaderAlignment - 1);
        Span<byte> prefix = stackalloc byte[PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)(header.Length + padding));
        stream.Write(prefix);
        stream.Write(header);
        stream.Write("        "u8[..padding]);
        foreach (SafetensorsTensor tensor in ordered)
        {
            stream.Write(tensor.Data.Span);
        }
    }

    /// <summary>Reads a whole file and checks everything its header says.</summary>
    /// <exception cref="EngramException">
    /// The file cannot be read, is cut short, or its header is too large, is not JSON, names a tensor twice, has an
    /// unknown element type, a shape that does not fit its bytes, or tensors that overlap or leave gaps.
    /// </exception>
    public static SafetensorsFile Read(string path) => Open(path, Read);

    /// <summary>Reads the strings of a file, and none of its tensors.</summary>
    /// <exception cref="EngramException">As for <see cref="Read(string)"/>, as far as the header tells.</exception>
    internal static IReadOnlyDictionary<string, string> ReadMetadata(string path) =>
        Open(path, (stream, name) => Parse(name, () => ReadHeader(stream, out _).Metadata));

    /// <summary>Reads a file from a seekable stream that stands at its beginning.</summary>
    internal static SafetensorsFile Read(Stream stream, string path) => Parse(path, () =>
    {
        SafetensorsHeader header = ReadHeader(stream, out long dataStart);
        SafetensorsTensor[] tensors = [.. header.Entries.Select(entry => ReadTensor(stream, dataStart, entry))];
        return new SafetensorsFile(path, header.Metadata, tensors);
    });

    /// <summary>The values of an "F32" tensor, in C order.</summary>
    /// <param name="name">Name of the tensor.</param>
    /// <param name="expectedShape">The shape it must have; left out, any shape will do.</param>
    /// <exception cref="EngramException">There is no such tensor, or its type or shape is another.</exception>
    public float[] ReadFloats(string name, params ReadOnlySpan<long> expectedShape) =>
        MemoryMarshal.Cast<byte, float>(Find(name, SafetensorsDataType.Float32, expectedShape).Data.Span).ToArray();

    /// <summary>The values of an "I32" tensor, in C order.</summary>
    /// <inheritdoc cref="ReadFloats"/>
    public int[] ReadInts(string name, params ReadOnlySpan<long> expectedShape) =>
        MemoryMarshal.Cast<byte, int>(Find(name, SafetensorsDataType.Int32, expectedShape).Data.Span).ToArray();

    /// <summary>The values of an "I64" tensor, in C order.</summary>
    /// <inheritdoc cref="ReadFloats"/>
    public long[] ReadLongs(string name, params ReadOnlySpan<long> expectedShape) =>
        MemoryMarshal.Cast<byte, long>(Find(name, SafetensorsDataType.Int64, expectedShape).Data.Span).ToArray();

    /// <summary>The values of a "U8" tensor, in C order.</summary>
    /// <inheritdoc cref="ReadFloats"/>
    public byte[] ReadBytes(string name, params ReadOnlySpan<long> expectedShape) =>
        Find(name, SafetensorsDataType.UInt8, expectedShape).Data.ToArray();

    private static T Open<T>(string path, Func<Stream, string, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FileFailure.GuardReading(path, () =>
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return read(stream, path);
        });
    }

    private static T Parse<T>(string path, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException exception)
        {
            throw new EngramException(
                $"{path} is damaged or not a safetensors file: {exception.Message}; restore it from a good copy.", exception);
        }
    }

    private SafetensorsTensor Find(string name, string dataType, ReadOnlySpan<long> expectedShape)
    {
        if (!_byName.TryGetValue(name, out SafetensorsTensor? tensor))
        {
            throw new EngramException(
                $"{Path} has no tensor {name} among its {Tensors.Count}; check that it is the right file.");
        }

        if (tensor.DataType != dataType)
        {
            throw new EngramException(
                $"{Path} holds {name} as {tensor.DataType}, but {dataType} is needed; convert the tensor to {dataType}.");
        }

        ReadOnlySpan<long> shape = [.. tensor.Shape];
        if (!expectedShape.IsEmpty && !shape.SequenceEqual(expectedShape))
        {
            throw new EngramException(
                $"{Path} holds {name} with shape {TensorShape.Describe(shape)}, but {TensorShape.Describe(expectedShape)} is needed; name the file of a network with the same layers.");
        }

        return tensor;
    }

    private static SafetensorsHeader ReadHeader(Stream stream, out long dataStart)
    {
        long rest = stream.Length - PrefixLength;
        if (rest < 0)
        {
            throw new FormatException($"it has {stream.Length} bytes, fewer than the {PrefixLength} of the header's length");
        }

        Span<byte> prefix = stackalloc byte[PrefixLength];
        stream.ReadExactly(prefix);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > (ulong)Math.Min(rest, MaxHeaderLength))
        {
            throw new FormatException(
                $"it announces a header of {headerLength} bytes, of which the file holds {rest} and at most {MaxHeaderLength} are allowed");
        }

        byte[] json = new byte[headerLength];
        stream.ReadExactly(json);
        dataStart = PrefixLength + (long)headerLength;
        return SafetensorsHeader.Parse(json, rest - json.Length);
    }

    private static SafetensorsTensor ReadTensor(Stream stream, long dataStart, SafetensorsEntry entry)
    {
        long length = entry.End - entry.Begin;
        if (length > Array.MaxLength)
        {
            throw new FormatException($"tensor {entry.Name} has {length} bytes, more than the {Array.MaxLength} that can be read");
        }

        byte[] data = GC.AllocateUninitializedArray<byte>((int)length);
        stream.Position = dataStart + entry.Begin;
        stream.ReadExactly(data);
        return new SafetensorsTensor(entry.Name, entry.DataType, entry.Shape, data);
    }

    private static int ElementSize(SafetensorsTensor tensor)
    {
        SafetensorsDataType.TryGetSize(tensor.DataType, out int size);
        return size;
    }
}
