using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engram.Experiments.Files;

/// <summary>A number of 32 bits; one that is undefined is null in JSON. JSON has numbers that are beyond 32 bits; they are none of this program.</summary>
internal sealed class FiniteFloat : JsonConverter<float>
{
    public override bool HandleNull => true;

    public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        UndefinedNumber.IsUndefined(ref reader) ? float.NaN
        : reader.GetSingle() is var value && float.IsFinite(value) ? value : throw new JsonException("a number is too large");

    public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
