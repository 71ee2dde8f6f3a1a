using System.Text.Json.Serialization;

namespace Engram.Experiments.RunFiles;

/// <summary>How far a run has come, as <c>run.json</c> says it.</summary>
public enum RunStatus
{
    /// <summary>It trains, or was killed without a chance to say so.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It was asked to stop, wrote a checkpoint and can be resumed.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>It is trained, tested and written.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>It stopped at an error, which <c>error</c> states.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
