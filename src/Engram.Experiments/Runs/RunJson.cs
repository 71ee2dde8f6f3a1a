using System.Text.Json.Serialization;
using Engram.Experiments.Slurm;

namespace Engram.Experiments.Runs;

/// <summary>How records become JSON: camel case, indented, names instead of numbers.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(EvaluationRecord))]
[JsonSerializable(typeof(SweepAttempt))]
[JsonSerializable(typeof(SlurmJobs))]
[JsonSerializable(typeof(ResultSummary))]
[JsonSerializable(typeof(SweepComparison))]
internal sealed partial class RunJson : JsonSerializerContext;
