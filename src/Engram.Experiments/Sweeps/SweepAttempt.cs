using System.Text.Json.Serialization;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// How the last attempt at a run of a sweep went: <c>attempts/&lt;run&gt;.json</c>. The process that trains writes how it
/// began and how it ended; where it ends without a word, who watches it writes the cause.
/// </summary>
public sealed record SweepAttempt
{
    /// <summary>Name of the run.</summary>
    public required string Run { get; init; }

    /// <summary>Which attempt it is, counted from 1 over all starts of the sweep.</summary>
    public required int Number { get; init; }

    /// <summary>How far it has come.</summary>
    public required AttemptStatus Status { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Cause { get; init; }

    /// <summary>Why no further attempt follows by itself; null where one does, or where none is needed.</summary>
    public string? NotRetriedBecause { get; init; }

    /// <summary>The machine that it ran on.</summary>
    public string? Host { get; init; }

    /// <summary>The process that trains there.</summary>
    public int? ProcessId { get; init; }
}

/// <summary>How far an attempt at a run has come.</summary>
public enum AttemptStatus
{
    /// <summary>It is under way, or its process was killed and nobody has noticed yet.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It was asked to stop and has left a checkpoint.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>The run is complete.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>It ended for a cause that is stated.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
