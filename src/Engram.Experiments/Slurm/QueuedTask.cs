namespace Engram.Experiments.Slurm;

/// <summary>What the queue says of a task.</summary>
/// <param name="State">Such as PENDING and RUNNING.</param>
/// <param name="Reason">Why it does not run, in Slurm's words; None where there is no reason.</param>
internal sealed record QueuedTask(string State, string Reason)
{
    private const string NoReason = "None";

    /// <summary>Whether it runs, or has just run.</summary>
    public bool HasBegun => State is "RUNNING" or "COMPLETING";

    /// <summary>Why it has to wait; null where it does not, or nobody knows.</summary>
    public string? WaitsBecause => State == "PENDING" && Reason.Length > 0 && Reason != NoReason ? Reason : null;
}
