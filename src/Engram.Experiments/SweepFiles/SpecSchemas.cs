using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Models;

namespace Engram.Experiments.SweepFiles;

/// <summary>
/// What spec and sweep files may hold, as JSON Schema (draft 7, the newest that the usual YAML language server reads), so
/// that editors complete keys, explain them and underline mistakes. All of it comes from the tables of keys.
/// </summary>
public static class SpecSchemas
{
    private const string Draft = "http://json-schema.org/draft-07/schema#";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of a run's spec.</summary>
    public static string Run { get; } = Format(CreateRun());

    /// <summary>The schema of a sweep.</summary>
    public static string Sweep { get; } = Format(SweepSchema.Create(Draft));

    /// <summary>A key's schema with what is known about it.</summary>
    internal static JsonObject Describe(SpecKey key)
    {
        JsonObject schema = key.Schema();
        schema["description"] = $"{key.Description} Default: {key.DefaultTexts}.";
        schema["default"] = Default(key);
        return schema;
    }

    private static JsonObject CreateRun() => new()
    {
        ["$schema"] = Draft,
        ["title"] = "Engram run",
        ["description"] = "What to train: engram train --spec.",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(SpecKeys.All.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Describe(key)))),
        ["allOf"] = new JsonArray([.. ModelTable.All.Select(Exclude)]),
    };

    /// <summary>Keys that a model has no use for. Where no model is named it is the first, so that its condition holds too.</summary>
    private static JsonObject Exclude(Model model)
    {
        var named = new JsonObject
        {
            ["properties"] = new JsonObject { ["model"] = new JsonObject { ["enum"] = new JsonArray(model.Name) } },
        };
        if (model != ModelTable.All[0])
        {
            named["required"] = new JsonArray("model");
        }

        IEnumerable<SpecKey> unused = SpecKeys.All.Where(key => !key.IsUsedBy(model));
        return new JsonObject
        {
            ["if"] = named,
            ["then"] = new JsonObject { ["properties"] = new JsonObject(unused.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)false))) },
        };
    }

    private static JsonNode? Default(SpecKey key) => key.IsList ? JsonNode.Parse($"[{key.DefaultText}]")
        : key.IsFlag || char.IsAsciiDigit(key.DefaultText[0]) ? JsonNode.Parse(key.DefaultText)
        : key.DefaultText;

    private static string Format(JsonObject schema) => schema.ToJsonString(Options) + "\n";
}
