using Engram.Data.Images;

namespace Engram.Data.Own.Formats;

/// <summary>Images with their labels, as files have them.</summary>
/// <param name="Images">The images.</param>
/// <param name="Labels">What each belongs to: a name, or a whole number as text.</param>
public sealed record LabelledImages(RawImages Images, IReadOnlyList<string> Labels)
{
    /// <summary>What the labels 0, 1, ... mean, where the files say it; null where labels speak for themselves.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What the values of the files were taken for, where it follows from these alone; null where the files say it.</summary>
    public string? Scale { get; init; }
}
