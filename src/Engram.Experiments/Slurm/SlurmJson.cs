using System.Text.Json.Serialization;
using Engram.Experiments.Files;

namespace Engram.Experiments.Slurm;

/// <summary>JSON of jobs on a cluster.</summary>
[JsonSerializable(typeof(SlurmJobs))]
internal sealed partial class SlurmJson : JsonSerializerContext
{
    /// <summary>With the format of all documents.</summary>
    public static SlurmJson Documents { get; } = new(JsonFormat.Create());
}
