using Engram.Data.Own.Formats;

namespace Engram.Data.Own;

/// <summary>What was read from a path, and the splits that can be made of it.</summary>
internal sealed class OwnSplits
{
    // One for all runs: those that differ in their seed are tested on the same images.
    private const ulong SplitSeed = 1;

    private readonly string _path;
    private readonly OwnDataOptions _options;
    private readonly string _name;
    private readonly string _remark;
    private readonly ImageDataset _train;
    private readonly ImageDataset? _test;

    /// <summary>Takes what was read.</summary>
    /// <param name="path">The path.</param>
    /// <param name="format">Its form.</param>
    /// <param name="options">How it was read.</param>
    /// <param name="parts">What it holds.</param>
    /// <exception cref="EngramException">The parts do not fit together, or cannot be trained and tested on.</exception>
    public OwnSplits(string path, DatasetFormat format, OwnDataOptions options, OwnParts parts)
    {
        _path = path;
        _options = options;
        _name = OwnData.NameOf(path);
        RequireSame(parts);
        var classes = PartClasses.Of(parts, path, options);
        PixelNormalization normalization = TrainingNormalization.Of(parts.Train.Images.Shape, parts.Train.Images.Pixels, path);
        _train = Dataset("train", parts.Train, classes.Train, normalization);
        string? scale = parts.Train.Scale is { } values ? $"values {values}" : null;
        _remark = string.Join(", ", new[] { format.Name, scale, options.Conversion.Remark, classes.Train.Remark, parts.Remark }.OfType<string>());
        if (parts.Test is { } test)
        {
            _test = options is { TestSplit: { } share, KnownClasses: null }
                ? throw new EngramException(FormattableString.Invariant(
                    $"testSplit is {share}, but {options.TestPath ?? path} holds test images; leave --test-split out."))
                : Dataset("test", test, classes.Test, normalization);
        }
    }

    /// <summary>Whether there are images for the test alone.</summary>
    public bool HasTest => _test is not null;

    /// <summary>Whether some of every class can be kept for the test.</summary>
    public bool CanDrawTest => _train.FindSingle() < 0;

    /// <summary>The splits that the options ask for.</summary>
    /// <exception cref="EngramException">A class has too few images to test on some.</exception>
    public DatasetSplits Make() => _test is not null ? Result(_train, _test, _remark) : _options.TestsAll ? MakeWhole() : Draw();

    /// <summary>All images as both splits.</summary>
    public DatasetSplits MakeWhole() =>
        Result(_train, _train.Part($"{_name} (all)", [.. Enumerable.Range(0, _train.Count)]), $"{_remark}, no test part, so all images are both");

    private DatasetSplits Draw()
    {
        float share = _options.TestSplit ?? OwnDataOptions.DefaultTestSplit;
        if (_train.FindSingle() is >= 0 and var single)
        {
            throw new EngramException(
                $"{_path} has a single image of class {_train.ClassNames[single]}, so that there is none to test on; add images of it, leave the class out, or name test images with --test-data.");
        }

        DatasetSplits drawn = DatasetSplits.Draw(_train, _name, share, SplitSeed);
        return Result(
            drawn.Train,
            drawn.Test,
            FormattableString.Invariant($"{_remark}, no test part, so {share} of each class is kept for the test"));
    }

    private DatasetSplits Result(ImageDataset train, ImageDataset test, string remark) => new(train, test)
    {
        Origin = new DatasetOrigin(_name, Path.GetFullPath(_path), train.Count, test.Count, train.ClassCount) { Shape = $"{train.Shape}", Remark = remark },
    };

    private ImageDataset Dataset(string split, LabelledImages part, ClassList classes, PixelNormalization normalization) =>
        new($"{_name} {split}", part.Images.Shape, part.Images.Pixels, classes.Indices(part), classes.Names, normalization);

    private void RequireSame(OwnParts parts)
    {
        if (parts.Test is not { } test)
        {
            return;
        }

        string place = _options.TestPath ?? $"the test part of {_path}";
        if (test.Images.Shape != parts.Train.Images.Shape)
        {
            ImageShape shape = parts.Train.Images.Shape;
            throw new EngramException(
                $"The training images of {_path} are {shape}, but those of {place} are {test.Images.Shape}; add --resize {shape.Height}x{shape.Width}{(shape.Channels == test.Images.Shape.Channels ? "" : " and --grayscale")}, or convert them.");
        }

        if (test.Scale is { } scale && parts.Train.Scale is { } trainScale && scale != trainScale)
        {
            throw new EngramException(
                $"The training images of {_path} have values {trainScale}, but those of {place} have values {scale}; save both in the same way.");
        }
    }
}
