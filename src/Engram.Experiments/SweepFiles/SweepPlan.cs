namespace Engram.Experiments.SweepFiles;

/// <summary>What a sweep file asks for: every run in full, and how to carry them out.</summary>
/// <param name="Name">Name of the sweep: of its file, without the ending, unless the file says another.</param>
/// <param name="Runs">The runs in the order in which they start; their names differ.</param>
/// <param name="Settings">How to carry them out; nothing there changes a result.</param>
public sealed record SweepPlan(string Name, IReadOnlyList<PlannedRun> Runs, SweepSettings Settings)
{
    /// <summary>The folder that the file names for its runs, as a full path; null where it names none.</summary>
    public string? Folder { get; init; }

    /// <summary>The file as it was read, with full paths, of which a sweep's folder keeps a copy.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the reader of the file should know before the runs start, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
