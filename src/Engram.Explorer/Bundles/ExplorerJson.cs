using System.Text.Json.Serialization;

namespace Engram.Explorer.Bundles;

/// <summary>How descriptions become JSON; a number that is undefined is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(Experiments.Files.UndefinedNumber), typeof(Experiments.Files.FiniteFloat)])]
[JsonSerializable(typeof(RunDescription[]))]
internal sealed partial class ExplorerJson : JsonSerializerContext;
