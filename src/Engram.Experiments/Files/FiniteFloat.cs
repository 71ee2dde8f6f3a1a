using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engram.Experiments.Files;

/// <summary>A number of 32 bits. JSON has numbers that are beyond it; they are none of this program.</summary>
internal sealed class FiniteFloat : JsonConverter<float>
{
    public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetSingle() is var value && float.IsFinite(value) ? value : throw new JsonException("a number is too large");

    public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
