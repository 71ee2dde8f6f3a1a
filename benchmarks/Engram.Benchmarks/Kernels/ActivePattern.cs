namespace Engram.Benchmarks.Kernels;

/// <summary>How the active units of neighbouring rows are related.</summary>
public enum ActivePattern
{
    /// <summary>All units are active.</summary>
    Dense,

    /// <summary>Every row draws its own, as negatives nearly do.</summary>
    Random,

    /// <summary>
    /// Ten categories, each with units of its own, rows ordered by category; a row uses nine tenths of its category's units.
    /// So do positives after some epochs of Forward-Forward training.
    /// </summary>
    Category,
}
