using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engram.Experiments.Files;

/// <summary>A number that is undefined, such as a mean over nothing, is null in JSON. Documents of earlier versions have its name, as "NaN".</summary>
internal sealed class UndefinedNumber : JsonConverter<double>
{
    public override bool HandleNull => true;

    // JSON has numbers that are beyond a double; they are none of this program.
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IsUndefined(ref reader) ? double.NaN
        : reader.GetDouble() is var value && double.IsFinite(value) ? value : throw new JsonException("a number is too large");

    /// <summary>Whether null, or the name of a number that is not finite, stands where a number would.</summary>
    public static bool IsUndefined(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null
        || (reader.TokenType == JsonTokenType.String && (reader.ValueTextEquals("NaN") || reader.ValueTextEquals("Infinity") || reader.ValueTextEquals("-Infinity")));

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
