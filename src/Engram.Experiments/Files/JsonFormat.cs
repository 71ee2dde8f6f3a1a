using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engram.Experiments.Files;

/// <summary>How records become JSON: camel case, indented, names instead of numbers. A number that is not finite is null, and never an exception.</summary>
internal static class JsonFormat
{
    /// <summary>Options for a context of its own.</summary>
    public static JsonSerializerOptions Create() => new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(), new UndefinedNumber(), new FiniteFloat() },

        // The documents are read by people too, so quotes and primes stay as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
