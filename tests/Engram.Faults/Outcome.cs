namespace Engram.Faults;

/// <summary>What came of a disturbance.</summary>
internal enum Outcome
{
    /// <summary>The next start went on as if nothing had happened.</summary>
    Clean,

    /// <summary>An error said what was lost and why, and what it asked for helped.</summary>
    Explained,

    /// <summary>What was to happen did not meet the work.</summary>
    Missed,

    /// <summary>It could not be tried here.</summary>
    Skipped,

    /// <summary>The program did what it must not do.</summary>
    Failed,
}
