using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Engram.Training;

/// <summary>A <see cref="TrainingSpec"/> as the JSON that stands in files beside weights.</summary>
internal static class TrainingSpecJson
{
    /// <summary>The spec as text.</summary>
    public static string Format(TrainingSpec spec) => JsonSerializer.Serialize(spec, TrainingSpecContext.Default.TrainingSpec);

    /// <summary>Reads a spec. A key that there was not yet when the file was written has its default.</summary>
    /// <exception cref="JsonException">The text is no spec.</exception>
    public static TrainingSpec Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject given ? Read(given) : throw new JsonException("the spec is no object");
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("the spec is no object with one value per key", error);
        }
    }

    /// <summary>A spec's keys and, where it lacks some, their defaults: a generated reader would leave these zero, whatever their initializers.</summary>
    public static JsonObject WithDefaults(JsonObject given)
    {
        JsonObject all = JsonSerializer.SerializeToNode(new TrainingSpec(), TrainingSpecContext.Default.TrainingSpec)!.AsObject();
        foreach ((string key, JsonNode? value) in given)
        {
            all[key] = value?.DeepClone();
        }

        return all;
    }

    private static TrainingSpec Read(JsonObject given) =>
        WithDefaults(given).Deserialize(TrainingSpecContext.Default.TrainingSpec) ?? throw new JsonException("the spec is null");
}

/// <summary>Serializers made at build time: no reflection when weights are written.</summary>
[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrainingSpec))]
internal sealed partial class TrainingSpecContext : JsonSerializerContext;
