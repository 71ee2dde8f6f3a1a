using Engram.Analysis.Images;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary>
/// <c>images.npz</c>: <c>samples</c>, <c>pixels</c>, <c>labels</c>, <c>predictions</c>, <c>right</c>, <c>wrong</c>, and for fully connected layers <c>weights</c> and
/// <c>units_1</c>, <c>images_1</c>, ..., as <see cref="ClassPictures"/> has them.
/// </summary>
internal static class ImagesFile
{
    public static void Write(string path, ClassPictures pictures)
    {
        (ImageShape image, int count, int classes) = (pictures.Image, pictures.Samples.Length, pictures.Right.Length);
        var arrays = new Dictionary<string, NpyArray>
        {
            ["samples"] = new(pictures.Samples, count),
            ["pixels"] = new(pictures.Pixels, count, image.Channels, image.Height, image.Width),
            ["labels"] = new(pictures.Labels, count),
            ["predictions"] = new(pictures.Predictions, count),
            ["right"] = new(pictures.Right, classes),
            ["wrong"] = new(pictures.Wrong, classes),
        };
        if (pictures.Weights is { } weights)
        {
            arrays["weights"] = new(weights, classes, image.Channels, image.Height, image.Width);
        }

        foreach ((int index, UnitPictures layer) in pictures.Layers.Index())
        {
            arrays[$"units_{index + 1}"] = new(layer.Units, classes);
            arrays[$"images_{index + 1}"] = new(layer.Images, classes, TopImages.PerUnit);
        }

        NpzFile.Write(path, arrays);
    }

    /// <summary>The images, or null where there is no file.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="image">The shape of the images.</param>
    /// <param name="classCount">Classes of the images.</param>
    /// <param name="unitCounts">Units of every layer of the run's network; none where layers are not fully connected.</param>
    /// <exception cref="EngramException">The file is damaged.</exception>
    public static ClassPictures? Read(AnalysisFolder folder, ImageShape image, int classCount, IReadOnlyList<int> unitCounts)
    {
        if (!File.Exists(folder.ImagesPath))
        {
            return null;
        }

        int classes = Math.Min(classCount, ClassPictures.MostClasses);
        Dictionary<string, long[]> limits = Limits(image, classes, unitCounts.Count);

        // Shapes are compared with the network's before memory is taken for values.
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(folder.ImagesPath, name =>
            limits.TryGetValue(name, out long[]? shape) ? found => Require(Fits(found, shape), folder, name) : null);
        NpyArray Find(string name) => arrays.TryGetValue(name, out NpyArray? array) ? array : throw Fault(folder, $"lacks the array {name}");
        int count = Find("samples").Ints.Length;
        int[] Numbers(string name, int below)
        {
            int[] numbers = Find(name).Ints;
            Require(numbers.All(number => number >= ClassPictures.None && number < below), folder, name);
            return numbers;
        }

        int[] OfImages(string name, int below)
        {
            Require(Find(name).Shape[0] == count, folder, name);
            return Numbers(name, below);
        }

        Require(Find("pixels").Shape[0] == count, folder, "pixels");
        int[] labels = OfImages("labels", classCount);
        Require(labels.All(label => label >= 0), folder, "labels");
        return new ClassPictures(
            image,
            Find("samples").Ints,
            Find("pixels").Bytes,
            labels,
            OfImages("predictions", classCount),
            Numbers("right", count),
            Numbers("wrong", count),
            arrays.TryGetValue("weights", out NpyArray? weights) ? weights.Floats : null,
            [.. unitCounts.Select((units, layer) => new UnitPictures(Numbers($"units_{layer + 1}", units), Numbers($"images_{layer + 1}", count)))]);
    }

    /// <summary>The shape of each array; where a length is below 0, it may be anything up to what it is without the sign.</summary>
    private static Dictionary<string, long[]> Limits(ImageShape image, int classes, int layers)
    {
        long images = -classes * (2 + ((long)layers * TopImages.PerUnit));
        Dictionary<string, long[]> shapes = new()
        {
            ["samples"] = [images],
            ["pixels"] = [images, image.Channels, image.Height, image.Width],
            ["labels"] = [images],
            ["predictions"] = [images],
            ["right"] = [classes],
            ["wrong"] = [classes],
            ["weights"] = [classes, image.Channels, image.Height, image.Width],
        };
        for (int number = 1; number <= layers; number++)
        {
            shapes[$"units_{number}"] = [classes];
            shapes[$"images_{number}"] = [classes, TopImages.PerUnit];
        }

        return shapes;
    }

    private static bool Fits(IReadOnlyList<long> shape, long[] limits) =>
        shape.Count == limits.Length && shape.Zip(limits).All(pair => pair.Second < 0 ? pair.First <= -pair.Second : pair.First == pair.Second);

    private static void Require(bool fits, AnalysisFolder folder, string name)
    {
        if (!fits)
        {
            throw Fault(folder, $"has an array {name} that does not fit the run");
        }
    }

    private static EngramException Fault(AnalysisFolder folder, string fault) =>
        new($"{folder.ImagesPath} {fault}; make it again with {RunCommands.Analyze(folder)}.");
}
