using System.Runtime.CompilerServices;

namespace Engram.Storage;

/// <summary>
/// Files in numpy's .npy format with float32, uint8, int32 or int64 values in C order: <c>numpy.load(path)</c> reads them, and
/// what <c>numpy.save</c> wrote is read here.
/// </summary>
internal static class NpyFile
{
    /// <summary>What stands between the name of an array of records and that of a field.</summary>
    public const string FieldSeparator = ".";

    private const string WideTypes = "float16 to float64, int8 to int64, uint8 to uint32 and bool";

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
        Stream stream, string name, long plausibleLength, long mostBytes, Action<IReadOnlyList<long>>? accept = null, bool widen = false) => Guard(name, () =>
    {
        NpyHeader header = NpyHeader.Read(stream);
        accept?.Invoke(header.Shape);
        NpyArray array = header.Fields.Count == 0
            ? ReadValues(stream, header, plausibleLength, mostBytes, widen)
            : throw new FormatException($"its elements are records of {string.Join(", ", header.Fields.Select(field => field.Name))}: save one field, array[\"{header.Fields[0].Name}\"]");
        RequireEnd(stream, header);
        return array;
    });

    /// <summary>Reads a file whose elements may be records; then there is an array for each of their fields.</summary>
    /// <inheritdoc cref="Read(Stream, string, long, long, Action{IReadOnlyList{long}}?, bool)"/>
    /// <returns>The arrays by the names of fields; one without a name where elements are numbers.</returns>
    internal static IReadOnlyList<(string? Field, NpyArray Array)> ReadFields(Stream stream, string name, long plausibleLength, long mostBytes) => Guard(name, () =>
    {
        NpyHeader header = NpyHeader.Read(stream);
        if (header.Fields.Count == 0)
        {
            NpyArray array = ReadValues(stream, header, plausibleLength, mostBytes, widen: true);
            RequireEnd(stream, header);
            return [(null, array)];
        }

        int[] sizes = [.. header.Fields.Select(field => SizeOf(field.Type))];
        long count = TensorShape.ElementCount(header.Shape) is long length && length <= Array.MaxLength / sizes.Sum() ? length : throw TooMany(header);
        byte[] records = Exactly<byte>(stream, count * sizes.Sum(), plausibleLength, mostBytes);
        RequireEnd(stream, header);
        List<(string?, NpyArray)> columns = [];
        int offset = 0;
        foreach (((string field, string type), int size) in header.Fields.Zip(sizes))
        {
            using MemoryStream column = new(Column(records, offset, size, sizes.Sum()));
            columns.Add((field, ReadValues(column, new NpyHeader(type, header.Shape), column.Length, column.Length, widen: true)));
            offset += size;
        }

        return (IReadOnlyList<(string?, NpyArray)>)columns;
    });

    // numpy's names of element types end with their size.
    private static int SizeOf(string type) => type.Length == 3 && type[2] is >= '1' and <= '8' ? type[2] - '0' : throw new FormatException(OtherType(type, WideTypes));

    private static byte[] Column(byte[] records, int offset, int size, int recordSize)
    {
        byte[] column = new byte[records.Length / recordSize * size];
        for (int record = 0; record * size < column.Length; record++)
        {
            records.AsSpan((record * recordSize) + offset, size).CopyTo(column.AsSpan(record * size));
        }

        return column;
    }

    private static void RequireEnd(Stream stream, NpyHeader header)
    {
        if (stream.ReadByte() >= 0)
        {
            throw new FormatException($"bytes follow the last value of its shape {TensorShape.Describe(header.Shape)}");
        }
    }

    private static FormatException TooMany(NpyHeader header) => new($"its shape {TensorShape.Describe(header.Shape)} has more values than can be read");

    private static T Guard<T>(string name, Func<T> read)
    {
        try
        {
            return read();
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
            throw TooMany(header);
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
            _ => throw new FormatException(OtherType(header.DataType, widen ? WideTypes : "float32, uint8, int32 and int64")),
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
