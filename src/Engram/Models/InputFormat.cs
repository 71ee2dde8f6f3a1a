using Engram.Labels;

namespace Engram.Models;

/// <summary>What a network takes for an image and what its answers mean: all that is needed to use its file alone.</summary>
internal sealed record InputFormat
{
    /// <summary>Shape of one image.</summary>
    public required ImageShape Shape { get; init; }

    /// <summary>What each label means, in order of the label.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>How a pixel becomes an input; null for a file of before, which does not say it: then it is the data's own.</summary>
    public PixelNormalization? Normalization { get; init; }

    /// <summary>
    /// Whether the training images had so many pixels of 0 that images are taken as a constant background and a few other pixels; null for a file of
    /// before. An image's scores so depend on nothing that stands beside it.
    /// </summary>
    public bool? HasBackground { get; init; }

    /// <summary>How labels are written into images; <see cref="LabelOverlay.None"/> where they are not.</summary>
    public required LabelOverlay Overlay { get; init; }

    /// <summary>A class that the network has never seen and never predicts, or null.</summary>
    public int? LeftOutClass { get; init; }

    /// <summary>Name of the data that it was trained on, for example <c>mnist train</c>; null for a file of before.</summary>
    public string? DataName { get; init; }

    /// <summary>Hash of these data; null for a file of before.</summary>
    public string? DataFingerprint { get; init; }

    /// <summary>What a file of the first format lacks, as a clause; null where nothing lacks.</summary>
    internal string? Missing => DataFingerprint is null && Normalization is null
        ? "class names, normalization, left-out class, and name and fingerprint of its training data"
        : null;

    /// <summary>Number of classes.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>The format of a training split.</summary>
    /// <param name="train">The images.</param>
    /// <param name="labelsInInput">Whether labels are written into them.</param>
    /// <param name="labelCode">How, one of <see cref="LabelCodes"/>.</param>
    /// <exception cref="EngramException">The images have no room for their labels.</exception>
    public static InputFormat Of(ImageDataset train, bool labelsInInput, string labelCode = LabelCodes.Overlay)
    {
        ArgumentNullException.ThrowIfNull(train);
        return new InputFormat
        {
            Shape = train.Shape,
            ClassNames = train.ClassNames,
            Normalization = train.Normalization,
            HasBackground = train.HasBackground,
            Overlay = labelsInInput && LabelCodes.HasInputsOfItsOwn(labelCode) ? LabelOverlay.For(train, labelCode == LabelCodes.Appended) : LabelOverlay.None(train.Shape),
            LeftOutClass = train.LeftOutLabel,
            DataName = train.Name,
            DataFingerprint = train.Fingerprint,
        };
    }

    /// <summary>The images as the network takes them: those of a data set, with the normalization that it was trained with.</summary>
    /// <exception cref="EngramException">Their shape or classes are others.</exception>
    internal ImageDataset Take(ImageDataset data)
    {
        RequireFit(data);

        // A file of before does not say it; any answer serves, if it is the same for all images.
        return data.TreatedAs(Normalization ?? data.Normalization, HasBackground ?? true);
    }

    /// <summary>Fails with a sentence where images do not fit the network.</summary>
    internal void RequireFit(ImageDataset data)
    {
        if (data.Shape != Shape || data.ClassCount != ClassCount)
        {
            throw new EngramException(
                $"The network was trained on {Shape} images of {ClassCount} classes, but {data.Name} has {data.Shape} images of {data.ClassCount} classes; choose a data set of the same shape.");
        }
    }

    /// <summary>Fails with a sentence where the labels of images, which are as many, are of other classes than the network's.</summary>
    internal void RequireSameClasses(ImageDataset data)
    {
        int other = Enumerable.Range(0, ClassCount).FirstOrDefault(label => data.ClassNames[label] != ClassNames[label], -1);
        if (Missing is null && other >= 0)
        {
            throw new EngramException(
                $"The network was trained with {ClassNames[other]} as label {other}, but in {data.Name} that is {data.ClassNames[other]}; put the classes back that it was trained on, in their order.");
        }
    }
}
