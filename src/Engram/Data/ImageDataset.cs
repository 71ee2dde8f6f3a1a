using System.Globalization;
using System.IO.Hashing;
using System.Numerics.Tensors;
using Engram.Data;

namespace Engram;

/// <summary>
/// One split of an image data set, kept as the bytes of its files: labelled copies and normalized floats are made
/// batch by batch, so that 60,000 MNIST images take 47 MB and not 1.9 GB.
/// </summary>
public sealed class ImageDataset
{
    // Below this share of background pixels the detour over them costs more than it saves.
    private const double LeastBackgroundShare = 0.25;

    private readonly byte[] _pixels;
    private readonly int[] _labels;
    private readonly Lazy<bool> _hasBackground;
    private readonly Lazy<float> _maximumInput;
    private readonly Lazy<string> _fingerprint;

    /// <summary>Wraps pixels and labels without copying them.</summary>
    /// <param name="name">What to call the split in messages, for example "mnist train".</param>
    /// <param name="shape">Shape of one image.</param>
    /// <param name="pixels">All images, [samples, channels, height, width].</param>
    /// <param name="labels">One label per image, each below <paramref name="classNames"/>.Count.</param>
    /// <param name="classNames">What each label means, in order of the label.</param>
    /// <param name="normalization">How a byte becomes a network input.</param>
    /// <exception cref="EngramException">Counts disagree, the split is empty, a label has no class, or the normalization is for other channels.</exception>
    internal ImageDataset(
        string name,
        ImageShape shape,
        byte[] pixels,
        int[] labels,
        IReadOnlyList<string> classNames,
        PixelNormalization normalization)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.InputSize, 1, nameof(shape));
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(normalization);
        if (labels.Length == 0)
        {
            throw new EngramException($"{name} holds no images; at least one is needed.");
        }

        if (pixels.LongLength != (long)labels.Length * shape.InputSize)
        {
            throw new EngramException(
                $"{name} holds {pixels.LongLength} pixel bytes for {labels.Length} labels of {shape.InputSize} bytes each; images and labels must come from the same split.");
        }

        if (classNames.Count == 0)
        {
            throw new EngramException($"{name} has no classes, so that its labels mean nothing; name at least one.");
        }

        if (normalization.Mean.Count != shape.Channels)
        {
            throw new EngramException(
                $"{name} has images of {shape.Channels} channels, but a normalization for {normalization.Mean.Count}; give a mean and a standard deviation for every channel.");
        }

        int wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, classNames.Count - 1);
        if (wrong >= 0)
        {
            throw new EngramException(
                $"{name} has label {labels[wrong]} at index {wrong}, but labels run from 0 to {classNames.Count - 1}; the label file is damaged or belongs to another data set.");
        }

        Name = name;
        Shape = shape;
        _pixels = pixels;
        _labels = labels;
        ClassNames = [.. classNames];
        Normalization = normalization;
        _hasBackground = new Lazy<bool>(() => pixels.AsSpan().Count((byte)0) >= LeastBackgroundShare * pixels.Length);
        _maximumInput = new Lazy<float>(FindMaximumInput);
        _fingerprint = new Lazy<string>(ComputeFingerprint);
    }

    /// <summary>Images of one's own, from brightness in bytes. They are copied.</summary>
    /// <param name="pixels">All images one after the other, [images, channels, height, width]: 0 is black, 255 white.</param>
    /// <param name="labels">One label per image, from 0 on.</param>
    /// <param name="shape">Shape of one image.</param>
    /// <param name="classNames">What each label means, in order of the label; null names them 0, 1, 2 up to the largest label.</param>
    /// <param name="normalization">How a byte becomes a network input; null takes mean and standard deviation of these images.</param>
    /// <param name="name">What to call them in messages.</param>
    /// <exception cref="EngramException">Counts disagree, there are no images, a label has no class, or all pixels are the same.</exception>
    public static ImageDataset Create(
        ReadOnlySpan<byte> pixels,
        ReadOnlySpan<int> labels,
        ImageShape shape,
        IReadOnlyList<string>? classNames = null,
        PixelNormalization? normalization = null,
        string name = ImageArrays.DefaultName) =>
        ImageArrays.ToDataset(pixels.ToArray(), labels.ToArray(), shape, classNames, normalization, name);

    /// <summary>Images of one's own, from brightness in numbers from 0, black, to 1, white. They are kept in 255 steps.</summary>
    /// <exception cref="EngramException">As for bytes, or a number is not from 0 to 1.</exception>
    /// <inheritdoc cref="Create(ReadOnlySpan{byte}, ReadOnlySpan{int}, ImageShape, IReadOnlyList{string}?, PixelNormalization?, string)"/>
    public static ImageDataset Create(
        ReadOnlySpan<float> pixels,
        ReadOnlySpan<int> labels,
        ImageShape shape,
        IReadOnlyList<string>? classNames = null,
        PixelNormalization? normalization = null,
        string name = ImageArrays.DefaultName) =>
        ImageArrays.ToDataset(UnitPixels.ToBytes(pixels, name, shape.InputSize), labels.ToArray(), shape, classNames, normalization, name);

    /// <summary>What messages call the split, for example "mnist train".</summary>
    public string Name { get; }

    /// <summary>Shape of one image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>What each label means, in order of the label.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>How a byte becomes a network input.</summary>
    public PixelNormalization Normalization { get; }

    /// <summary>All labels, in the order of the images.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The label of the class that <see cref="Without"/> has taken out; null where all classes are in.</summary>
    public int? LeftOutLabel { get; private init; }

    /// <summary>The labels that a network may be shown, ascending: all but that of a class that was left out.</summary>
    internal int[] TrainedLabels => [.. Enumerable.Range(0, ClassCount).Where(label => label != LeftOutLabel)];

    /// <summary>
    /// Whether so many pixels are 0 that images are worth treating as a constant background and a few other pixels.
    /// </summary>
    public bool HasBackground => KnownBackground ?? _hasBackground.Value;

    // Of images that are treated as others are, and of their parts.
    private bool? KnownBackground { get; init; }

    /// <summary>Whether nobody said how to normalize the images, so that they themselves did.</summary>
    internal bool NormalizesItself { get; init; }

    /// <summary>The largest normalized input over all images, which is what an overlaid label is set to.</summary>
    public float MaximumInput => _maximumInput.Value;

    /// <summary>XXH3 hash of all pixels and labels, in hexadecimal: tells two data sets apart, proves nothing else.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>The bytes of one image, [channels, height, width].</summary>
    public ReadOnlySpan<byte> Pixels(int sampleIndex) =>
        _pixels.AsSpan(sampleIndex * Shape.InputSize, Shape.InputSize);

    /// <summary>The bytes of all images.</summary>
    internal byte[] AllPixels => _pixels;

    /// <summary>The first <paramref name="count"/> images, or all where there are fewer.</summary>
    public ImageDataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return count >= Count
            ? this
            : With(_pixels[..(count * Shape.InputSize)], _labels[..count]);
    }

    /// <summary>Two parts: images to learn from, and a share of every class to measure on. Where no normalization was given, that of the first part is taken for both.</summary>
    /// <param name="testShare">The share of each class for the test, above 0 and below 1; rounded, and one image at least.</param>
    /// <param name="seed">Seed of the draw: equal seeds give equal parts.</param>
    /// <exception cref="EngramException">A class has a single image.</exception>
    public DatasetSplits Split(float testShare = DatasetSplits.DefaultTestShare, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(testShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(testShare, 1);
        return FindSingle() is >= 0 and var single
            ? throw new EngramException($"{Name} has a single image of class {ClassNames[single]}, so that there is none to test on; add images of it, or leave the class out.")
            : DatasetSplits.Draw(this, Name, testShare, seed, NormalizesItself ? null : Normalization);
    }

    /// <summary>The first class of which there is one image; -1 where there is none.</summary>
    internal int FindSingle()
    {
        int[] counts = [.. Enumerable.Range(0, ClassCount).Select(label => _labels.AsSpan().Count(label))];
        return Array.IndexOf(counts, 1);
    }

    /// <summary>The same labels with pixels that may change, and are treated as those of the original are.</summary>
    /// <param name="pixels">All images; not copied.</param>
    internal ImageDataset WithPixels(byte[] pixels) =>
        With(pixels, _labels, hasBackground: HasBackground);

    /// <summary>The same images with another normalization.</summary>
    internal ImageDataset NormalizedAs(PixelNormalization normalization) => normalization.IsSameAs(Normalization) ? this : With(_pixels, _labels, normalization);

    /// <summary>The same images, treated as others are.</summary>
    /// <param name="normalization">How a byte becomes a network input.</param>
    /// <param name="hasBackground">What <see cref="HasBackground"/> is then, and for every part of them.</param>
    internal ImageDataset TreatedAs(PixelNormalization normalization, bool hasBackground) => normalization.IsSameAs(Normalization) && hasBackground == KnownBackground
        ? this
        : With(_pixels, _labels, normalization, hasBackground);

    /// <summary>The images of all classes but one; labels keep their meaning.</summary>
    /// <exception cref="EngramException">There is no such class, or nothing is left.</exception>
    public ImageDataset Without(int label)
    {
        if (label < 0 || label >= ClassCount)
        {
            throw new EngramException($"{Name} has no class {label} to leave out; choose one from 0 to {ClassCount - 1}.");
        }

        int[] kept = [.. Enumerable.Range(0, Count).Where(sample => _labels[sample] != label)];
        return Part($"{Name} without {ClassNames[label]}", kept, label);
    }

    /// <summary>Some of the images.</summary>
    /// <param name="name">What messages call them.</param>
    /// <param name="samples">Which, in their new order.</param>
    internal ImageDataset Part(string name, int[] samples) => Part(name, samples, LeftOutLabel);

    private ImageDataset Part(string name, int[] samples, int? leftOutLabel)
    {
        byte[] pixels = new byte[samples.Length * Shape.InputSize];
        for (int place = 0; place < samples.Length; place++)
        {
            Pixels(samples[place]).CopyTo(pixels.AsSpan(place * Shape.InputSize));
        }

        return With(pixels, [.. samples.Select(sample => _labels[sample])], name: name, leftOutLabel: leftOutLabel);
    }

    private ImageDataset With(
        byte[] pixels, int[] labels, PixelNormalization? normalization = null, bool? hasBackground = null, string? name = null, int? leftOutLabel = null) =>
        new(name ?? Name, Shape, pixels, labels, ClassNames, normalization ?? Normalization)
        {
            LeftOutLabel = leftOutLabel ?? LeftOutLabel,
            KnownBackground = hasBackground ?? KnownBackground,
            NormalizesItself = NormalizesItself,
        };

    /// <summary>For people: name, number of images, shape and classes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Count:N0} images of {Shape}, {ClassCount} classes");

    private string ComputeFingerprint()
    {
        XxHash3 hash = new();
        hash.Append(_pixels);
        hash.Append(StoredLabels.Bytes(_labels, ClassCount));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private float FindMaximumInput()
    {
        float maximum = float.NegativeInfinity;
        for (int channel = 0; channel < Shape.Channels; channel++)
        {
            byte brightest = 0;
            for (int sample = 0; sample < Count && brightest < byte.MaxValue; sample++)
            {
                byte value = TensorPrimitives.Max(Pixels(sample).Slice(channel * Shape.PixelCount, Shape.PixelCount));
                brightest = Math.Max(brightest, value);
            }

            maximum = MathF.Max(maximum, Normalization.Apply(channel, brightest));
        }

        return maximum;
    }
}
