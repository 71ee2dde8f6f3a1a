using System.Runtime.CompilerServices;

namespace Engram.Storage;

/// <summary>
/// Files in numpy's .npy format with float32, uint8, int32 or int64 values in C order: <c>numpy.load(path)</c> reads them, and
/// what <c>numpy.save</c> wrote is read here.
/// </summary>
internal static class NpyFile
{
    /// <summary>Writes a file in whole or not at all.</summary>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    public static void Write(string path, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        AtomicFile.Write(path, stream => Write(stream, array));
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="EngramException">
    /// The file cannot be read, is no .npy file, is cut short or too long for its shape, is in Fortran order, or has
    /// another element type.
    /// </exception>
    public static NpyArray Read(string path) => Read(path, widen: false);

    /// <summary>Reads a file that may also have another type of numbers: real ones are then read as float32, whole ones as int64, true and false as uint8.</summary>
    /// <inheritdoc cref="Read(string)"/>
    internal static NpyArray ReadWidened(string path) => Read(path, widen: true);

    private static NpyArray Read(string path, bool widen)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FileFailure.GuardReading(path, () =>
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(stream, path, stream.Length, stream.Length, widen: widen);
        });
    }

    /// <summary>Writes the bytes of a file to a stream.</summary>
    internal static void Write(Stream stream, NpyArray array)
    {
        stream.Write(new NpyHeader(array.DataType, [.. array.Shape]).Format());
        array.WriteValues(stream);
    }

    /// <summary>Reads a file from a stream.</summary>
    /// <param name="stream">Stands at the file's beginning and ends with the file.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="plausibleLength">Bytes that the stream is likely to hold; memory beyond it is taken as they arrive.</param>
    /// <param name="mostBytes">Bytes that the stream can hold at most.</param>
    /// <param name="accept">Is given the array's shape before its values are read, and may refuse it.</param>
    /// <param name="widen">Whether other types of numbers are read too, as the next larger one.</param>
    internal static NpyArray Read(
        Stream stream, string name, long plausibleLength, long mostBytes, Action<IReadOnlyList<long>>? accept = null, bool widen = false)
    {
        try
        {
            NpyHeader header = NpyHeader.Read(stream);
            accept?.Invoke(header.Shape);
            NpyArray array = ReadValues(stream, header, plausibleLength, mostBytes, widen);
            return stream.ReadByte() < 0
                ? array
                : throw new FormatException($"bytes follow the last value of its shape {TensorShape.Describe([.. array.Shape])}");
        }
        catch (EndOfStreamException exception)
        {
            throw Damaged(name, "it is cut short within its header", exception);
        }
        catch (FormatException exception)
        {
            throw Damaged(name, exception.Message, exception);
        }
    }

    private static NpyArray ReadValues(Stream stream, NpyHeader header, long plausibleLength, long mostBytes, bool widen)
    {
        if (TensorShape.ElementCount(header.Shape) is not long count || count > Array.MaxLength)
        {
            throw new FormatException($"its shape {TensorShape.Describe(header.Shape)} has more values than can be read");
        }

        return header.DataType switch
        {
            "<f4" => new NpyArray(Exactly<float>(stream, count, plausibleLength, mostBytes), header.Shape),
            "<i4" => new NpyArray(Exactly<int>(stream, count, plausibleLength, mostBytes), header.Shape),
            "<i8" => new NpyArray(Exactly<long>(stream, count, plausibleLength, mostBytes), header.Shape),
            "|u1" => new NpyArray(Exactly<byte>(stream, count, plausibleLength, mostBytes), header.Shape),
            "<f8" when widen => new NpyArray(Widened<double, float>(value => (float)value), header.Shape),
            "<f2" when widen => new NpyArray(Widened<Half, float>(value => (float)value), header.Shape),
            "|i1" when widen => new NpyArray(Widened<sbyte, long>(value => value), header.Shape),
            "<i2" when widen => new NpyArray(Widened<short, long>(value => value), header.Shape),
            "<u2" when widen => new NpyArray(Widened<ushort, long>(value => value), header.Shape),
            "<u4" when widen => new NpyArray(Widened<uint, long>(value => value), header.Shape),
            "|b1" when widen => new NpyArray(Exactly<byte>(stream, count, plausibleLength, mostBytes), header.Shape),
            _ => throw new FormatException(OtherType(header.DataType, widen ? "float16 to float64, int8 to int64, uint8 to uint32 and bool" : "float32, uint8, int32 and int64")),
        };

        TTo[] Widened<TFrom, TTo>(Converter<TFrom, TTo> convert)
            where TFrom : unmanaged => Array.ConvertAll(Exactly<TFrom>(stream, count, plausibleLength, mostBytes), convert);
    }

    // numpy's types of text are U, S and a, each with a length.
    private static string OtherType(string type, string read) => type.TrimStart('<', '>', '|', '=') is ['U' or 'S' or 'a', ..]
        ? $"it holds texts, of the element type {type}, and only {read} are read: save the numbers that numpy.unique(y, return_inverse=True) gives; classes.txt beside images takes the names"
        : $"it has the element type {type}, and only {read} are read: convert it with numpy's astype";

    private static T[] Exactly<T>(Stream stream, long count, long plausibleLength, long mostBytes)
        where T : unmanaged
    {
        if (count > mostBytes / Unsafe.SizeOf<T>())
        {
            throw new FormatException($"it is cut short: its shape has {count} values and at most {mostBytes / Unsafe.SizeOf<T>()} can be there");
        }

        T[] values = BoundedRead.Values<T>(stream, count, plausibleLength / Unsafe.SizeOf<T>());
        return values.Length == count
            ? values
            : throw new FormatException($"it is cut short: its shape has {count} values and {values.Length} are there");
    }

    private static EngramException Damaged(string name, string fault, Exception cause) =>
        new($"{name} cannot be used as a .npy array: {fault}; write it again.", cause);
}
