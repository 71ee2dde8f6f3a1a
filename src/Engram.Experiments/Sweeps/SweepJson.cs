using System.Text.Json.Serialization;
using Engram.Experiments.Files;

namespace Engram.Experiments.Sweeps;

/// <summary>JSON of sweeps.</summary>
[JsonSerializable(typeof(SweepAttempt))]
internal sealed partial class SweepJson : JsonSerializerContext
{
    /// <summary>With the format of all documents.</summary>
    public static SweepJson Documents { get; } = new(JsonFormat.Create());
}
