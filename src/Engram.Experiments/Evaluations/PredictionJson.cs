using System.Text.Json.Serialization;
using Engram.Experiments.Files;

namespace Engram.Experiments.Evaluations;

/// <summary>JSON of predictions.</summary>
[JsonSerializable(typeof(PredictionRecord))]
internal sealed partial class PredictionJson : JsonSerializerContext
{
    /// <summary>With the format of all documents.</summary>
    public static PredictionJson Documents { get; } = new(JsonFormat.Create());
}
