using System.Text.Json.Serialization;
using Engram.Experiments.Files;

namespace Engram.Experiments.RunFiles;

/// <summary>JSON of runs.</summary>
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(EvaluationRecord))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>With the format of all documents.</summary>
    public static RunJson Documents { get; } = new(JsonFormat.Create());
}
