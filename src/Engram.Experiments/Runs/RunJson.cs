using System.Text.Json.Serialization;

namespace Engram.Experiments.Runs;

/// <summary>How records become JSON: camel case, indented, names instead of numbers.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(EvaluationRecord))]
internal sealed partial class RunJson : JsonSerializerContext;
