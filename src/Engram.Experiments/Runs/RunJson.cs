using System.Text.Json.Serialization;
using Engram.Experiments.Slurm;

namespace Engram.Experiments.Runs;

/// <summary>How records become JSON: camel case, indented, names instead of numbers. A number that is not finite is its name, and never an exception.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(EvaluationRecord))]
[JsonSerializable(typeof(SweepAttempt))]
[JsonSerializable(typeof(SlurmJobs))]
[JsonSerializable(typeof(ResultSummary))]
[JsonSerializable(typeof(SweepComparison))]
internal sealed partial class RunJson : JsonSerializerContext;
