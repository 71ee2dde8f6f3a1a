using Engram.Analysis.Maps;
using Engram.Analysis.Representations;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Threading;

namespace Engram.Analysis.Images;

/// <summary>Chooses the images that show what a network makes of its classes.</summary>
internal static class ClassPictureChoice
{
    /// <summary>Collects them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The images, as <see cref="InputFormat.Take"/> returns them.</param>
    /// <param name="representations">Activations for each with its true label.</param>
    /// <param name="classMeans">Mean activations of each layer, [layer][class][unit].</param>
    /// <param name="predictions">The predicted label of each image.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    public static ClassPictures Collect(
        NetworkBody network,
        ImageDataset data,
        HiddenRepresentations representations,
        IReadOnlyList<IReadOnlyList<IReadOnlyList<float>>> classMeans,
        int[] predictions,
        WorkerPool workers)
    {
        int classes = Math.Min(data.ClassCount, ClassPictures.MostClasses);
        int[] labels = data.Labels.ToArray();
        int[] right = Firsts(labels, classes, sample => predictions[sample] == labels[sample]);
        int[] wrong = Firsts(labels, classes, sample => predictions[sample] != labels[sample]);
        var connected = network as IFullyConnected;
        int[][] units = connected is null ? [] : [.. classMeans.Select(means => ChannelChoice.ForClasses(means, classes))];
        int[][] driving = [.. units.Select((ofLayer, layer) => Driving(representations, layer, ofLayer, workers))];
        int[] shown = [.. right.Concat(wrong).Concat(driving.SelectMany(ofLayer => ofLayer)).Where(sample => sample != ClassPictures.None).Distinct().Order()];
        int[] Places(int[] samples) => [.. samples.Select(sample => sample == ClassPictures.None ? sample : Array.BinarySearch(shown, sample))];
        return new ClassPictures(
            data.Shape,
            shown,
            [.. shown.SelectMany(sample => data.Pixels(sample).ToArray())],
            [.. shown.Select(sample => labels[sample])],
            [.. shown.Select(sample => predictions[sample])],
            Places(right),
            Places(wrong),
            connected is null ? null : Weights(WeightPictures.Of(connected.Layers[0], connected.InputOverlay), units[0], data.Shape),
            [.. units.Zip(driving).Select(layer => new UnitPictures(layer.First, Places(layer.Second)))]);
    }

    private static int[] Firsts(int[] labels, int classes, Func<int, bool> isWanted)
    {
        int[] firsts = new int[classes];
        Array.Fill(firsts, ClassPictures.None);
        for (int sample = labels.Length - 1; sample >= 0; sample--)
        {
            if (labels[sample] < classes && isWanted(sample))
            {
                firsts[labels[sample]] = sample;
            }
        }

        return firsts;
    }

    private static int[] Driving(HiddenRepresentations representations, int layer, int[] units, WorkerPool workers)
    {
        int[] found = TopImages.Find(representations, layer, [.. units.Where(unit => unit != ClassPictures.None)], workers).Samples;
        int next = 0;
        return [.. units.SelectMany(unit => unit == ClassPictures.None
            ? Enumerable.Repeat(ClassPictures.None, TopImages.PerUnit)
            : found.Skip(next++ * TopImages.PerUnit).Take(TopImages.PerUnit))];
    }

    // What is shown as frames, one in a step, has inputs of another shape than the image.
    private static float[]? Weights(WeightPictures weights, int[] units, ImageShape image) => weights.Shape != image ? null : [.. units.SelectMany(unit => unit == ClassPictures.None
        ? new float[weights.Shape.InputSize]
        : weights.Values.AsSpan(unit * weights.Shape.InputSize, weights.Shape.InputSize).ToArray())];
}
