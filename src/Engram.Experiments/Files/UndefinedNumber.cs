using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engram.Experiments.Files;

/// <summary>A number that is undefined, such as a mean over nothing, is null in JSON. Documents of earlier versions have "NaN".</summary>
internal sealed class UndefinedNumber : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => double.NaN,
        JsonTokenType.String when reader.ValueTextEquals("NaN") => double.NaN,
        // JSON has numbers that are beyond a double; they are none of this program.
        _ => reader.GetDouble() is var value && double.IsFinite(value) ? value : throw new JsonException("a number is too large"),
    };

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
