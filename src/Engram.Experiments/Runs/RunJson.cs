using System.Text.Json.Serialization;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Runs;

/// <summary>JSON of runs.</summary>
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(EvaluationRecord))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>With the format of all documents.</summary>
    public static RunJson Documents { get; } = new(JsonFormat.Create());
}
