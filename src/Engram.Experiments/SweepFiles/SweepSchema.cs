using System.Text.Json.Nodes;
using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>What a sweep file may hold, as JSON Schema. Which keys a model uses is not part of it: a model may be varied too.</summary>
internal static class SweepSchema
{
    private const string Range = "range";

    public static JsonObject Create(string draft) => new()
    {
        ["$schema"] = draft,
        ["title"] = "Engram sweep",
        ["description"] = "Many runs in one file: a base, and what is varied.",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = Properties(),
        ["definitions"] = Definitions(),
    };

    private static JsonObject Properties()
    {
        var properties = new JsonObject
        {
            [SweepKeys.Name] = Described(SweepKeys.NameType.Schema(), "Name of the sweep. Default: that of the file, without its ending."),
            [SweepKeys.Base] = Described(Map(Key), "What all runs start from: a preset, spec keys, or both."),
            [SweepKeys.Grid] = Described(Map(Choices), "Values for each key; the runs are all combinations."),
            [SweepKeys.List] = Described(ListOf(Map(Key)), "Settings that stand together; each is combined with all others that are varied."),
            [SweepKeys.Random] = Described(Random(), "Settings drawn at random."),
            [SweepKeys.Repetitions] = Described(SweepKeys.RepetitionsType.Schema(), "Runs of each setting, with seeds that follow each other. Default: 1."),
        };
        foreach (FileKey<SweepSettings> key in SweepKeys.Settings)
        {
            properties[key.Name] = Described(key.Schema(), key.Description);
        }

        properties[SweepKeys.Slurm] = Described(
            Closed(new JsonObject(SweepKeys.SlurmKeys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Described(key.Schema(), key.Description))))),
            "What a Slurm cluster is asked for.");
        return properties;
    }

    private static JsonObject Definitions()
    {
        var definitions = new JsonObject(SpecKeys.All.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)SpecSchemas.Describe(key))))
        {
            [SpecValue.PresetName] = Described(
                new JsonObject { ["enum"] = new JsonArray([.. Presets.All.Select(preset => (JsonNode)preset.Name)]) },
                "Preset whose values the spec starts from."),
            [Range] = Described(
                Closed(
                    new JsonObject
                    {
                        [SweepKeys.Low] = new JsonObject { ["type"] = "number" },
                        [SweepKeys.High] = new JsonObject { ["type"] = "number" },
                        [SweepKeys.Scale] = SpecTypes.Name(() => SweepKeys.Scales).Schema(),
                    },
                    SweepKeys.Low,
                    SweepKeys.High),
                "Numbers between two bounds, uniform or uniform in their logarithm."),
        };
        return definitions;
    }

    private static JsonObject Random() => Closed(
        new JsonObject
        {
            [SweepKeys.Draws] = Described(SweepKeys.DrawsType.Schema(), "Settings to draw; no two are the same."),
            [SweepKeys.Seed] = Described(SpecTypes.UnsignedLong.Schema(), "Seed of the draws, not of the runs. Default: 1."),
            [SweepKeys.Keys] = Map(Source),
        },
        SweepKeys.Draws,
        SweepKeys.Keys);

    /// <summary>A mapping with spec keys and the preset.</summary>
    private static JsonObject Map(Func<SpecKey?, JsonObject> value)
    {
        var properties = new JsonObject { [SpecValue.PresetName] = value(null) };
        foreach (SpecKey key in SpecKeys.All)
        {
            properties[key.Name] = value(key);
        }

        return Closed(properties);
    }

    private static JsonObject Source(SpecKey? key) => key is null || key.Number == SpecNumber.None
        ? Choices(key)
        : new JsonObject { ["anyOf"] = new JsonArray(Choices(key), Reference(Range)) };

    private static JsonObject Choices(SpecKey? key) => ListOf(Key(key));

    private static JsonObject Key(SpecKey? key) => Reference(key?.Name ?? SpecValue.PresetName);

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/definitions/{name}" };

    private static JsonObject ListOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items, ["minItems"] = 1 };

    private static JsonObject Closed(JsonObject properties, params string[] required)
    {
        var closed = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Length > 0)
        {
            closed["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        }

        return closed;
    }

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }
}
