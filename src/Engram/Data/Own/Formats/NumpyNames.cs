using Engram.Data.Images;

namespace Engram.Data.Own.Formats;

/// <summary>What arrays of images and labels are called: as Keras and MedMNIST call them, or without test images.</summary>
/// <param name="Images">Images to learn from.</param>
/// <param name="Labels">Their labels.</param>
/// <param name="TestImages">Test images; null where such names have none.</param>
/// <param name="TestLabels">Their labels.</param>
internal sealed record NumpyNames(string Images, string Labels, string? TestImages, string? TestLabels)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<NumpyNames> All { get; } =
    [
        new("x_train", "y_train", "x_test", "y_test"),
        new("train_images", "train_labels", "test_images", "test_labels"),
        new("images", "labels", null, null),
    ];

    /// <summary>The names of which the first is there.</summary>
    public static NumpyNames? Find(IReadOnlyCollection<string> names) => All.FirstOrDefault(one => names.Contains(one.Images));

    /// <summary>Reads both parts.</summary>
    /// <param name="path">What messages call the file or folder.</param>
    /// <param name="names">Names of the arrays that are there.</param>
    /// <param name="read">Reads an array: images, or labels, by its name.</param>
    /// <param name="options">How images are read.</param>
    public static OwnParts Read(string path, IReadOnlyCollection<string> names, Func<string, NumpyImages> read, OwnDataOptions options)
    {
        NumpyNames found = Require(path, names);
        LabelledImages train = Part(path, names, read, found.Images, found.Labels, options);
        return new OwnParts(
            train,
            found.TestImages is { } images && names.Contains(images) && options.TestPath is null ? Part(path, names, read, images, found.TestLabels!, options) : null);
    }

    /// <summary>Reads the images of the test, or of the other part where there are none.</summary>
    /// <inheritdoc cref="Read"/>
    public static RawImages ReadImages(string path, IReadOnlyCollection<string> names, Func<string, NumpyImages> read, OwnDataOptions options)
    {
        NumpyNames found = Require(path, names);
        return read(found.TestImages is { } images && names.Contains(images) ? images : found.Images).ToImages(options).Images;
    }

    private static NumpyNames Require(string path, IReadOnlyCollection<string> names) => Find(names) ?? throw new EngramException(
        $"{path} has the arrays {string.Join(", ", names)}, but images are called {string.Join(", ", All.Select(one => one.Images))}; save them by one of these names.");

    private static LabelledImages Part(
        string path, IReadOnlyCollection<string> names, Func<string, NumpyImages> read, string images, string labels, OwnDataOptions options) => names.Contains(labels)
        ? NumpyImages.Join(read(images), read(labels), options)
        : throw new EngramException($"{path} has the array {images}, but none called {labels}; save the labels of the images by that name.");
}
