using Engram.Analysis.Maps;
using Engram.Experiments.RunFiles;
using Engram.Models.Maps;
using Engram.Storage;

namespace Engram.Experiments.Analyses;

/// <summary>
/// <c>maps.npz</c> of a run with convolutional layers: <c>filters</c>, <c>filter_biases</c>, <c>examples</c>, <c>example_pixels</c>, with labels in images <c>labelled_pixels</c>, and for every layer
/// <c>channels_1</c>, <c>places_1</c>, <c>activations_1</c>, <c>patches_1</c>, <c>class_maps_1</c>, as <see cref="MapPictures"/> has them.
/// </summary>
internal static class MapsFile
{
    // Rows and columns of a filter, and what each layer's padding may add to a map on both sides.
    private const int LargestFilter = 63;

    public static void Write(string path, MapPictures maps)
    {
        MapFilters filters = maps.Filters;
        ImageShape image = maps.Image;
        int classes = maps.Examples.Length;
        var arrays = new Dictionary<string, NpyArray>
        {
            ["filters"] = new(filters.Values, filters.Count, filters.Channels, filters.Size, filters.Size),
            ["filter_biases"] = new(filters.Biases, filters.Count),
            ["examples"] = new(maps.Examples, classes),
            ["example_pixels"] = new(maps.ExamplePixels, classes, image.Channels, image.Height, image.Width),
        };
        if (maps.LabelledPixels is { } labelled)
        {
            arrays["labelled_pixels"] = new(labelled, classes, image.Channels, image.Height, image.Width);
        }

        foreach ((int index, MapLayerPictures layer) in maps.Layers.Index())
        {
            int number = index + 1;
            arrays[$"channels_{number}"] = new(layer.Channels, classes);
            arrays[$"places_{number}"] = new(layer.Places, classes, MapPictures.PlacesOfChannel, 3);
            arrays[$"activations_{number}"] = new(layer.Activations, classes, MapPictures.PlacesOfChannel);
            arrays[$"patches_{number}"] = new(layer.Patches, classes, MapPictures.PlacesOfChannel, image.Channels, layer.PatchHeight, layer.PatchWidth);
            arrays[$"class_maps_{number}"] = new(layer.ClassMaps, classes, layer.MapHeight, layer.MapWidth);
        }

        NpzFile.Write(path, arrays);
    }

    /// <summary>The pictures, or null where there is no file.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="image">The shape of the images.</param>
    /// <param name="classCount">Classes of the images.</param>
    /// <param name="channelCounts">Filters of every layer of the run's network.</param>
    /// <exception cref="EngramException">The file is damaged.</exception>
    public static MapPictures? Read(AnalysisFolder folder, ImageShape image, int classCount, IReadOnlyList<int> channelCounts)
    {
        if (!File.Exists(folder.MapsPath))
        {
            return null;
        }

        int classes = Math.Min(classCount, MapPictures.MostClasses);
        Dictionary<string, long[]> largest = Largest(image, classes, channelCounts);

        // Shapes are compared with the network's before memory is taken for values.
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(folder.MapsPath, name =>
            largest.TryGetValue(name, out long[]? limits) ? shape => Require(Fits(shape, limits), folder, name) : null);
        NpyArray Find(string name) => arrays.TryGetValue(name, out NpyArray? array) ? array : throw Fault(folder, $"lacks the array {name}");
        NpyArray filters = Find("filters");
        Require(filters.Shape[2] == filters.Shape[3], folder, "filters");
        return new MapPictures(
            image,
            new MapFilters(filters.Floats, Find("filter_biases").Floats, image.Channels, (int)filters.Shape[2]),
            Find("examples").Ints,
            Find("example_pixels").Bytes,
            arrays.TryGetValue("labelled_pixels", out NpyArray? labelled) ? labelled.Bytes : null,
            [.. channelCounts.Select((channels, layer) => Layer(folder, layer + 1, channels, Find))]);
    }

    private static MapLayerPictures Layer(AnalysisFolder folder, int number, int channelCount, Func<string, NpyArray> find)
    {
        NpyArray patches = find($"patches_{number}");
        NpyArray classMaps = find($"class_maps_{number}");
        int[] channels = find($"channels_{number}").Ints;
        Require(channels.All(channel => channel >= MapPictures.None && channel < channelCount), folder, $"channels_{number}");
        return new MapLayerPictures(
            channels,
            (int)patches.Shape[3],
            (int)patches.Shape[4],
            find($"places_{number}").Ints,
            find($"activations_{number}").Floats,
            patches.Bytes,
            (int)classMaps.Shape[1],
            (int)classMaps.Shape[2],
            classMaps.Floats);
    }

    /// <summary>The shape of each array; where a length is below 0, it may be anything from 1 to what it is without the sign.</summary>
    private static Dictionary<string, long[]> Largest(ImageShape image, int classes, IReadOnlyList<int> channelCounts)
    {
        Dictionary<string, long[]> shapes = new()
        {
            ["filters"] = [channelCounts[0], image.Channels, -LargestFilter, -LargestFilter],
            ["filter_biases"] = [channelCounts[0]],
            ["examples"] = [classes],
            ["example_pixels"] = [classes, image.Channels, image.Height, image.Width],
            ["labelled_pixels"] = [classes, image.Channels, image.Height, image.Width],
        };
        for (int number = 1; number <= channelCounts.Count; number++)
        {
            shapes[$"channels_{number}"] = [classes];
            shapes[$"places_{number}"] = [classes, MapPictures.PlacesOfChannel, 3];
            shapes[$"activations_{number}"] = [classes, MapPictures.PlacesOfChannel];
            shapes[$"patches_{number}"] = [classes, MapPictures.PlacesOfChannel, image.Channels, -image.Height, -image.Width];
            shapes[$"class_maps_{number}"] = [classes, -(image.Height + (2 * LargestFilter * number)), -(image.Width + (2 * LargestFilter * number))];
        }

        return shapes;
    }

    private static bool Fits(IReadOnlyList<long> shape, long[] limits) =>
        shape.Count == limits.Length
        && shape.Zip(limits).All(pair => pair.Second < 0 ? pair.First > 0 && pair.First <= -pair.Second : pair.First == pair.Second);

    private static void Require(bool fits, AnalysisFolder folder, string name)
    {
        if (!fits)
        {
            throw Fault(folder, $"has an array {name} that does not fit the run");
        }
    }

    private static EngramException Fault(AnalysisFolder folder, string fault) =>
        new($"{folder.MapsPath} {fault}; make it again with {RunCommands.Analyze(folder)}.");
}
