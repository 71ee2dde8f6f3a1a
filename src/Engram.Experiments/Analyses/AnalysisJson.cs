using System.Text.Json.Serialization;
using Engram.Analysis;

namespace Engram.Experiments.Analyses;

/// <summary>How an analysis becomes JSON; a mean over nothing is the text "NaN", since JSON has no such number.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(NetworkAnalysis))]
internal sealed partial class AnalysisJson : JsonSerializerContext;
