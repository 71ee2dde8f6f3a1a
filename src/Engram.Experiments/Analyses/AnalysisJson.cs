using System.Text.Json.Serialization;
using Engram.Analysis;
using Engram.Experiments.Files;

namespace Engram.Experiments.Analyses;

/// <summary>How an analysis becomes JSON; a number that is undefined is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UndefinedNumber), typeof(FiniteFloat)])]
[JsonSerializable(typeof(ActivationAnalysis))]
[JsonSerializable(typeof(NetworkAnalysis))]
[JsonSerializable(typeof(EpochsRecord))]
[JsonSerializable(typeof(LesionRecord))]
internal sealed partial class AnalysisJson : JsonSerializerContext;
