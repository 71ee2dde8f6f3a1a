using System.Text.Json;

namespace Engram.Storage;

/// <summary>Where one tensor lies in the data that follows the header: bytes <c>Begin</c> up to before <c>End</c>.</summary>
internal sealed record SafetensorsEntry(string Name, string DataType, long[] Shape, long Begin, long End);

/// <summary>
/// The JSON header of a safetensors file, read as if an adversary had written it: whatever <see cref="Parse"/> returns
/// can be used without a further check.
/// </summary>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<SafetensorsEntry> Entries)
{
    private const string MetadataName = "__metadata__";

    /// <summary>Reads and checks a header.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">Number of bytes that follow the header.</param>
    /// <exception cref="FormatException">What is wrong, as a clause.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, long dataLength)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            SafetensorsHeader header = Read(document.RootElement);
            CheckCoverage(header.Entries, dataLength);
            return header;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Text that is no UTF-8 and values of a wrong kind are the other.
            throw new FormatException("its header is not the JSON that the format asks for", exception);
        }
    }

    /// <summary>Writes the header of tensors that follow each other without a gap.</summary>
    public static byte[] Format(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            long offset = 0;
            foreach (SafetensorsTensor tensor in tensors)
            {
                WriteEntry(writer, tensor, offset);
                offset += tensor.Data.Length;
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static SafetensorsHeader Read(JsonElement root)
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        List<SafetensorsEntry> entries = [];
        RequireOnce(root, "its header");
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.NameEquals(MetadataName))
            {
                ReadMetadata(property.Value, metadata);
            }
            else
            {
                entries.Add(ReadEntry(property.Name, property.Value));
            }
        }

        return new SafetensorsHeader(metadata, entries);
    }

    private static void ReadMetadata(JsonElement value, Dictionary<string, string> metadata)
    {
        RequireOnce(value, "its metadata");
        foreach (JsonProperty property in value.EnumerateObject())
        {
            metadata.Add(property.Name, property.Value.GetString()
                ?? throw new FormatException($"its metadata {property.Name} is null"));
        }
    }

    /// <summary>A name that an object has twice would let two readers see different files.</summary>
    private static void RequireOnce(JsonElement value, string what)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        if (value.EnumerateObject().FirstOrDefault(member => !names.Add(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } twice)
        {
            throw new FormatException($"{what} has {twice.Name} twice");
        }
    }

    private static SafetensorsEntry ReadEntry(string name, JsonElement value)
    {
        RequireOnce(value, $"tensor {name}");
        string dataType = Member(name, value, "dtype").GetString() ?? "null";
        if (!SafetensorsDataType.TryGetSize(dataType, out int elementSize))
        {
            throw new FormatException($"tensor {name} has the unknown element type {dataType}");
        }

        long[] shape = Integers(name, Member(name, value, "shape"));
        long[] offsets = Integers(name, Member(name, value, "data_offsets"));
        if (offsets is not [long begin, long end] || begin < 0 || end < begin)
        {
            throw new FormatException(
                $"tensor {name} has the data offsets {TensorShape.Describe(offsets)} instead of a begin and an end");
        }

        if (TensorShape.ByteCount(shape, elementSize) != end - begin)
        {
            throw new FormatException(
                $"tensor {name} has {end - begin} bytes, which does not fit its shape {TensorShape.Describe(shape)} of {dataType}");
        }

        return new SafetensorsEntry(name, dataType, shape, begin, end);
    }

    private static JsonElement Member(string tensorName, JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement member)
            ? member
            : throw new FormatException($"tensor {tensorName} has no {name}");

    private static long[] Integers(string tensorName, JsonElement array)
    {
        long[] values = new long[array.GetArrayLength()];
        int index = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            if (!element.TryGetInt64(out values[index++]))
            {
                throw new FormatException($"tensor {tensorName} has a size or an offset that is no 64-bit integer");
            }
        }

        return values;
    }

    /// <summary>The format allows neither gaps nor overlaps nor bytes that belong to no tensor.</summary>
    private static void CheckCoverage(IEnumerable<SafetensorsEntry> entries, long dataLength)
    {
        long covered = 0;
        foreach (SafetensorsEntry entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != covered)
            {
                string fault = entry.Begin < covered ? "overlaps another tensor" : "leaves a gap before it";
                throw new FormatException($"tensor {entry.Name} {fault} at data byte {entry.Begin}");
            }

            covered = entry.End;
        }

        if (covered != dataLength)
        {
            string fault = covered > dataLength ? "it is cut short" : "bytes follow the last tensor";
            throw new FormatException($"{fault}: the header describes {covered} bytes of data and the file holds {dataLength}");
        }
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(MetadataName);
        // A dictionary has no order; equal content is to give equal bytes.
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, SafetensorsTensor tensor, long offset)
    {
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", tensor.DataType);
        WriteIntegers(writer, "shape", tensor.Shape);
        WriteIntegers(writer, "data_offsets", [offset, offset + tensor.Data.Length]);
        writer.WriteEndObject();
    }

    private static void WriteIntegers(Utf8JsonWriter writer, string name, IReadOnlyList<long> values)
    {
        writer.WriteStartArray(name);
        foreach (long value in values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>Refuses what no reader of the format would accept; a mistake of the caller, not of the user.</summary>
    public static void CheckWritable(IReadOnlyList<SafetensorsTensor> tensors)
    {
        HashSet<string> names = new(StringComparer.Ordinal) { MetadataName };
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"The tensor name {tensor.Name} is taken.", nameof(tensors));
            }

            if (!SafetensorsDataType.TryGetSize(tensor.DataType, out int elementSize)
                || TensorShape.ByteCount([.. tensor.Shape], elementSize) != tensor.Data.Length)
            {
                throw new ArgumentException(
                    $"Tensor {tensor.Name} has {tensor.Data.Length} bytes for shape {TensorShape.Describe([.. tensor.Shape])} of {tensor.DataType}.",
                    nameof(tensors));
            }
        }
    }
}
