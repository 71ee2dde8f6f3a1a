using Engram.Data.Own.Formats;

namespace Engram.Data.Own;

/// <summary>The same classes for the labels of both parts, each of which may call them in its own way.</summary>
/// <param name="Train">For the images to learn from.</param>
/// <param name="Test">For the test images; the same where there are none.</param>
internal sealed record PartClasses(ClassList Train, ClassList Test)
{
    /// <summary>The classes of what was read from a path.</summary>
    /// <exception cref="EngramException">Labels and names do not fit together.</exception>
    public static PartClasses Of(OwnParts parts, string path, OwnDataOptions options)
    {
        LabelNames? names = LabelNames.Of(parts.Train, path);
        string testPath = options.TestPath ?? path;
        LabelNames? testNames = parts.Test is { } test ? LabelNames.Of(test, testPath) : names;
        bool isSame = LabelNames.AreSame(names, testNames);
        IReadOnlyList<string> testLabels = parts.Test?.Labels ?? [];
        if (options.KnownClasses is not { } known)
        {
            ClassList classes = ClassList.Of(parts.Train, names, path);
            return new PartClasses(classes, classes.OfTest(testLabels, testNames, isSame, testPath));
        }

        // What one part of a path leaves open, such as where labels begin, the other may tell.
        if (isSame && options.TestPath is null)
        {
            var both = ClassList.Known(known, [.. parts.Train.Labels, .. testLabels], names, path);
            return new PartClasses(both, both);
        }

        return new PartClasses(ClassList.Known(known, parts.Train.Labels, names, path), ClassList.Known(known, testLabels, testNames, testPath));
    }
}
