using System.Text.Json.Serialization;
using Engram.Experiments.Files;

namespace Engram.Experiments.Results;

/// <summary>JSON of results.</summary>
[JsonSerializable(typeof(ResultSummary))]
[JsonSerializable(typeof(SweepComparison))]
internal sealed partial class ResultsJson : JsonSerializerContext
{
    /// <summary>With the format of all documents.</summary>
    public static ResultsJson Documents { get; } = new(JsonFormat.Create());
}
