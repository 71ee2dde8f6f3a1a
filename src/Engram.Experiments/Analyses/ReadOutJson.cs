using System.Text.Json.Serialization;
using Engram.Experiments.Files;

namespace Engram.Experiments.Analyses;

/// <summary>JSON of read-outs.</summary>
[JsonSerializable(typeof(ReadOutRecord))]
internal sealed partial class ReadOutJson : JsonSerializerContext
{
    /// <summary>With the format of all documents.</summary>
    public static ReadOutJson Documents { get; } = new(JsonFormat.Create());
}
