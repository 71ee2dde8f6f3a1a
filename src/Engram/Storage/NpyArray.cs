using System.Runtime.InteropServices;

namespace Engram.Storage;

/// <summary>
/// An array as numpy stores it, with values in C order and of one of four types: float32, uint8, int32, int64. It wraps the
/// values it is given without a copy.
/// </summary>
internal sealed class NpyArray
{
    private readonly Array _values;
    private readonly long[] _shape;

    /// <summary>A float32 array.</summary>
    /// <param name="values">The values, the last dimension running fastest.</param>
    /// <param name="shape">Length of each dimension; their product is the number of values.</param>
    /// <exception cref="ArgumentException">Values and shape disagree.</exception>
    public NpyArray(float[] values, params ReadOnlySpan<long> shape)
        : this("<f4", values, shape)
    {
    }

    /// <summary>A uint8 array.</summary>
    /// <inheritdoc cref="NpyArray(float[], ReadOnlySpan{long})"/>
    public NpyArray(byte[] values, params ReadOnlySpan<long> shape)
        : this("|u1", values, shape)
    {
    }

    /// <summary>An int32 array.</summary>
    /// <inheritdoc cref="NpyArray(float[], ReadOnlySpan{long})"/>
    public NpyArray(int[] values, params ReadOnlySpan<long> shape)
        : this("<i4", values, shape)
    {
    }

    /// <summary>An int64 array.</summary>
    /// <inheritdoc cref="NpyArray(float[], ReadOnlySpan{long})"/>
    public NpyArray(long[] values, params ReadOnlySpan<long> shape)
        : this("<i8", values, shape)
    {
    }

    private NpyArray(string dataType, Array values, ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (TensorShape.ElementCount(shape) != values.LongLength)
        {
            throw new ArgumentException(
                $"{values.LongLength} values do not fill the shape {TensorShape.Describe(shape)}.", nameof(shape));
        }

        DataType = dataType;
        _values = values;
        _shape = shape.ToArray();
    }

    /// <summary>numpy's name of the element type: "&lt;f4", "|u1", "&lt;i4" or "&lt;i8".</summary>
    public string DataType { get; }

    /// <summary>Length of each dimension, slowest first.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The values of a float32 array.</summary>
    /// <exception cref="EngramException">The array has another type.</exception>
    public float[] Floats => _values as float[] ?? throw WrongType("float32");

    /// <summary>The values of a uint8 array.</summary>
    /// <exception cref="EngramException">The array has another type.</exception>
    public byte[] Bytes => _values as byte[] ?? throw WrongType("uint8");

    /// <summary>The values of an int32 array.</summary>
    /// <exception cref="EngramException">The array has another type.</exception>
    public int[] Ints => _values as int[] ?? throw WrongType("int32");

    /// <summary>The values of an int64 array.</summary>
    /// <exception cref="EngramException">The array has another type.</exception>
    public long[] Longs => _values as long[] ?? throw WrongType("int64");

    /// <summary>Writes the values alone, without a header.</summary>
    internal void WriteValues(Stream stream)
    {
        switch (_values)
        {
            case float[] floats:
                WriteParts<float>(stream, floats);
                break;
            case int[] ints:
                WriteParts<int>(stream, ints);
                break;
            case long[] longs:
                WriteParts<long>(stream, longs);
                break;
            case byte[] bytes:
                stream.Write(bytes);
                break;
        }
    }

    /// <summary>In parts, because a span counts at most 2 GB of bytes and an array may hold more.</summary>
    private static void WriteParts<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        const int partLength = 1 << 20;
        while (!values.IsEmpty)
        {
            ReadOnlySpan<T> part = values[..Math.Min(partLength, values.Length)];
            stream.Write(MemoryMarshal.AsBytes(part));
            values = values[part.Length..];
        }
    }

    private EngramException WrongType(string wanted) =>
        new($"An array of numpy type {DataType} was read where {wanted} is needed; convert it with numpy's astype(\"{wanted}\").");
}
