using System.Globalization;

namespace Engram.Data;

/// <summary>Makes images of arrays that a program has.</summary>
internal static class ImageArrays
{
    /// <summary>What messages call images without a name.</summary>
    public const string DefaultName = "images";

    /// <inheritdoc cref="ImageDataset.Create(ReadOnlySpan{byte}, ReadOnlySpan{int}, ImageShape, IReadOnlyList{string}?, PixelNormalization?, string)"/>
    public static ImageDataset ToDataset(
        byte[] pixels, int[] labels, ImageShape shape, IReadOnlyList<string>? classNames, PixelNormalization? normalization, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.InputSize, 1, nameof(shape));
        if (pixels.LongLength != (long)labels.Length * shape.InputSize)
        {
            throw new EngramException(
                $"{name} has {pixels.LongLength} pixels and {labels.Length} labels, but an image of {shape} has {shape.InputSize}; give {shape.InputSize} pixels for each label.");
        }

        if (labels.Length == 0)
        {
            throw new EngramException($"{name} holds no images; at least one is needed.");
        }

        classNames ??= [.. Enumerable.Range(0, Math.Max(labels.Max(), 0) + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))];
        RequireNames(classNames, name);
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, classNames.Count - 1);
        return wrong < 0
            ? new ImageDataset(name, shape, pixels, labels, classNames, normalization ?? TrainingNormalization.Of(shape, pixels, name)) { NormalizesItself = normalization is null }
            : throw new EngramException(
                $"{name} has label {labels[wrong]} at index {wrong}, but labels run from 0 to {classNames.Count - 1}; number the classes from 0 on, and name each of them.");
    }

    private static void RequireNames(IReadOnlyList<string> names, string name)
    {
        for (int label = 0; label < names.Count; label++)
        {
            if (string.IsNullOrWhiteSpace(names[label]))
            {
                throw new EngramException($"{name} has no name for class {label}; give every class a name.");
            }
        }

        if (names.GroupBy(one => one, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new EngramException($"{name} has {twice.Count()} classes of the name {twice.Key}; give each a name of its own.");
        }
    }
}
