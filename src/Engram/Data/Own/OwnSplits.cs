using Engram.Data.Own.Formats;

namespace Engram.Data.Own;

/// <summary>Makes the two splits of what was read from a path.</summary>
/// <param name="path">The path.</param>
/// <param name="format">Its form.</param>
/// <param name="options">How it is read.</param>
internal sealed class OwnSplits(string path, DatasetFormat format, OwnDataOptions options)
{
    // One for all runs: those that differ in their seed are tested on the same images.
    private const ulong SplitSeed = 1;

    private readonly string _name = OwnData.NameOf(path);

    /// <exception cref="EngramException">The parts do not fit together, or cannot be trained and tested on.</exception>
    public DatasetSplits Make(OwnParts parts)
    {
        RequireSame(parts);
        var classes = PartClasses.Of(parts, path, options);
        PixelNormalization normalization = TrainingNormalization.Of(parts.Train.Images.Shape, parts.Train.Images.Pixels, path);
        ImageDataset train = Dataset("train", parts.Train, classes.Train, normalization);
        string remark = string.Join(", ", new[] { format.Name, options.Conversion.Remark, classes.Train.Remark, parts.Remark }.OfType<string>());
        if (parts.Test is { } test)
        {
            return options is { TestSplit: { } share, KnownClasses: null }
                ? throw new EngramException(FormattableString.Invariant(
                    $"testSplit is {share}, but {options.TestPath ?? path} holds test images; leave --test-split out."))
                : Result(train, Dataset("test", test, classes.Test, normalization), remark);
        }

        return options.TestsAll
            ? Result(train, train.Part($"{_name} (all)", [.. Enumerable.Range(0, train.Count)]), $"{remark}, no test part, so all images are both")
            : Split(train, remark);
    }

    private DatasetSplits Split(ImageDataset images, string remark)
    {
        float share = options.TestSplit ?? OwnDataOptions.DefaultTestSplit;
        int[] counts = [.. Enumerable.Range(0, images.ClassCount).Select(label => images.Labels.Count(label))];
        if (Array.IndexOf(counts, 1) is >= 0 and var single)
        {
            throw new EngramException(
                $"{path} has a single image of class {images.ClassNames[single]}, so that there is none to test on; add images of it, leave the class out, or name test images with --test-data.");
        }

        bool[] isTest = StratifiedDraw.Of(images, share, SplitSeed, RandomPurpose.TestImages, leastOfClass: 1);
        ImageDataset Part(string split, bool ofTest) =>
            images.Part($"{_name} {split}", [.. Enumerable.Range(0, images.Count).Where(sample => isTest[sample] == ofTest)]);
        ImageDataset train = Part("train", false);
        PixelNormalization normalization = TrainingNormalization.Of(train.Shape, train.AllPixels, path);
        return Result(
            train.NormalizedAs(normalization),
            Part("test", true).NormalizedAs(normalization),
            FormattableString.Invariant($"{remark}, no test part, so {share} of each class is kept for the test")) with
        {
            IsTestDrawn = true,
        };
    }

    private DatasetSplits Result(ImageDataset train, ImageDataset test, string remark) => new(train, test)
    {
        Origin = new DatasetOrigin(_name, Path.GetFullPath(path), train.Count, test.Count, train.ClassCount) { Remark = remark },
    };

    private ImageDataset Dataset(string split, LabelledImages part, ClassList classes, PixelNormalization normalization) =>
        new($"{_name} {split}", part.Images.Shape, part.Images.Pixels, classes.Indices(part), classes.Names, normalization);

    private void RequireSame(OwnParts parts)
    {
        if (parts.Test is not { } test)
        {
            return;
        }

        string place = options.TestPath ?? $"the test part of {path}";
        if (test.Images.Shape != parts.Train.Images.Shape)
        {
            ImageShape shape = parts.Train.Images.Shape;
            throw new EngramException(
                $"The training images of {path} are {shape}, but those of {place} are {test.Images.Shape}; add --resize {shape.Height}x{shape.Width}{(shape.Channels == test.Images.Shape.Channels ? "" : " and --grayscale")}, or convert them.");
        }

        if (test.Scale is { } scale && parts.Train.Scale is { } trainScale && scale != trainScale)
        {
            throw new EngramException(
                $"The training images of {path} have values {trainScale}, but those of {place} have values {scale}; save both in the same way.");
        }
    }
}
