using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engram.Training;

/// <summary>Numbers per layer in JSON: one that is shared is a number, as it has always been; several are an array.</summary>
internal sealed class PerLayerConverter<T> : JsonConverter<PerLayer<T>>
    where T : struct, INumber<T>
{
    public override PerLayer<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = JsonElement.ParseValue(ref reader);
        return value.ValueKind switch
        {
            JsonValueKind.Number => ReadNumber(value),
            JsonValueKind.Array when value.GetArrayLength() > 0 => new PerLayer<T>([.. value.EnumerateArray().Select(ReadNumber)]),
            _ => throw new JsonException("a value per layer is a number or a list of numbers"),
        };
    }

    public override void Write(Utf8JsonWriter writer, PerLayer<T> value, JsonSerializerOptions options)
    {
        if (value.IsShared)
        {
            WriteNumber(writer, value[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (T number in value.Values)
        {
            WriteNumber(writer, number);
        }

        writer.WriteEndArray();
    }

    private static T ReadNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && T.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out T number)
            ? number
            : throw new JsonException($"{value.GetRawText()} is no number that is possible here");

    private static void WriteNumber(Utf8JsonWriter writer, T number)
    {
        if (number is int whole)
        {
            writer.WriteNumberValue(whole);
        }
        else
        {
            writer.WriteNumberValue(float.CreateChecked(number));
        }
    }
}
