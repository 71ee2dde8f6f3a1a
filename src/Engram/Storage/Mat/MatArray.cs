using System.Runtime.InteropServices;

namespace Engram.Storage.Mat;

/// <summary>
/// A real numeric array in a MATLAB file, in column-major order. Its values are read once at most, while it is visited.
/// </summary>
internal sealed class MatArray
{
    private readonly MatStream _stream;
    private readonly MatTag _values;

    private MatArray(string name, long[] shape, MatStream stream, MatTag values)
    {
        Name = name;
        Shape = shape;
        Count = values.Length / ElementSize(values.Type)!.Value;
        _stream = stream;
        _values = values;
    }

    /// <summary>Name of the variable.</summary>
    public string Name { get; }

    /// <summary>Dimensions, at least two; the first runs fastest.</summary>
    public long[] Shape { get; }

    /// <summary>Number of values.</summary>
    public long Count { get; }

    /// <summary>Reads the head of an array.</summary>
    /// <param name="stream">Stands at the array's content.</param>
    /// <returns>The array, or null for anything but real numbers: text, cells, structures, sparse and complex arrays.</returns>
    public static MatArray? ReadHead(MatStream stream)
    {
        const uint firstNumericClass = 6;
        const uint lastNumericClass = 15;
        const uint complexFlag = 0x0800;
        byte[] flags = stream.ReadSmall(MatType.UInt32, "the flags");
        if (flags.Length != 8)
        {
            throw new FormatException($"the flags of an array have {flags.Length} bytes instead of 8");
        }

        uint flag = stream.ToUInt32(flags);
        if ((flag & 0xff) is < firstNumericClass or > lastNumericClass || (flag & complexFlag) != 0)
        {
            return null;
        }

        long[] shape = ReadShape(stream);
        string name = System.Text.Encoding.ASCII.GetString(stream.ReadSmall(MatType.Int8, "the name"));
        MatTag values = stream.ReadTag();
        return ElementSize(values.Type) is int size && TensorShape.ByteCount(shape, size) == values.Length
            ? new MatArray(name, shape, stream, values)
            : throw new FormatException(
                $"array {name} of shape {TensorShape.Describe(shape)} has {values.Length} bytes of values of type {values.Type.Describe()}");
    }

    /// <summary>Reads the values of an array of bytes.</summary>
    public byte[] ReadBytes() => _values.Type == MatType.UInt8
        ? ReadContent()
        : throw new FormatException($"array {Name} has values of type {_values.Type.Describe()} where {MatType.UInt8.Describe()} is expected");

    /// <summary>Reads the values as floating-point numbers, as whatever they are stored.</summary>
    public double[] ReadDoubles()
    {
        byte[] bytes = ReadContent();
        if (_stream.IsBigEndian == BitConverter.IsLittleEndian)
        {
            ReverseEach(bytes, ElementSize(_values.Type)!.Value);
        }

        return _values.Type switch
        {
            MatType.Int8 => Convert<sbyte>(bytes, value => value),
            MatType.UInt8 => Convert<byte>(bytes, value => value),
            MatType.Int16 => Convert<short>(bytes, value => value),
            MatType.UInt16 => Convert<ushort>(bytes, value => value),
            MatType.Int32 => Convert<int>(bytes, value => value),
            MatType.UInt32 => Convert<uint>(bytes, value => value),
            MatType.Single => Convert<float>(bytes, value => value),
            MatType.Int64 => Convert<long>(bytes, value => value),
            MatType.UInt64 => Convert<ulong>(bytes, value => value),
            _ => Convert<double>(bytes, value => value),
        };
    }

    private static long[] ReadShape(MatStream stream)
    {
        byte[] bytes = stream.ReadSmall(MatType.Int32, "the shape");
        if (bytes.Length < 2 * sizeof(int) || bytes.Length % sizeof(int) != 0)
        {
            throw new FormatException($"the shape of an array has {bytes.Length} bytes");
        }

        long[] shape = new long[bytes.Length / sizeof(int)];
        for (int index = 0; index < shape.Length; index++)
        {
            shape[index] = (int)stream.ToUInt32(bytes.AsSpan(index * sizeof(int)));
        }

        return shape;
    }

    private byte[] ReadContent() => _values.Length <= Array.MaxLength
        ? _stream.ReadContent(_values)
        : throw new FormatException($"array {Name} of shape {TensorShape.Describe(Shape)} has more bytes than can be read");

    private static double[] Convert<T>(byte[] bytes, Func<T, double> toDouble)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(bytes);
        double[] result = new double[values.Length];
        for (int index = 0; index < result.Length; index++)
        {
            result[index] = toDouble(values[index]);
        }

        return result;
    }

    private static void ReverseEach(Span<byte> bytes, int size)
    {
        for (; bytes.Length > 0; bytes = bytes[size..])
        {
            bytes[..size].Reverse();
        }
    }

    /// <summary>Bytes of one value; null for what is not a number.</summary>
    private static int? ElementSize(MatType type) => type switch
    {
        MatType.Int8 or MatType.UInt8 => 1,
        MatType.Int16 or MatType.UInt16 => 2,
        MatType.Int32 or MatType.UInt32 or MatType.Single => 4,
        MatType.Double or MatType.Int64 or MatType.UInt64 => 8,
        _ => null,
    };
}
