using Engram.Data.Own.Formats;

namespace Engram.Data.Own;

/// <summary>What the labels of images are called, as files say it.</summary>
/// <param name="Names">The names, in order of the labels.</param>
/// <param name="Source">What messages call the place where they stand.</param>
/// <param name="IsFile">Whether that is a file of the user's own: it does not say where labels begin, as the files of images do, at 0.</param>
internal sealed record LabelNames(IReadOnlyList<string> Names, string Source, bool IsFile)
{
    /// <summary>The names of a part: those of a file beside it, or its own; null where labels speak for themselves.</summary>
    /// <exception cref="EngramException">The file cannot be read, or what it has are no names.</exception>
    public static LabelNames? Of(LabelledImages part, string path) =>
        ClassNamesFile.Read(path) is var (file, lines) ? new LabelNames(lines, file, IsFile: true)
        : part.ClassNames is { } names ? new LabelNames(names, $"the class names in {path}", IsFile: false)
        : null;

    /// <summary>What the user should know of it, as a clause; null where there is nothing to say.</summary>
    public string? Remark => IsFile ? $"classes named by {Path.GetFileName(Source)}" : null;

    /// <summary>Whether two parts call their labels alike.</summary>
    public static bool AreSame(LabelNames? first, LabelNames? second) =>
        first is null ? second is null : second is not null && first.Names.SequenceEqual(second.Names);
}
