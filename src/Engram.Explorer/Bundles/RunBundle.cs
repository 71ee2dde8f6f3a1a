using System.IO.Compression;
using Engram.Analysis;
using Engram.Analysis.Epochs;
using Engram.Analysis.Images;
using Engram.Analysis.Units;
using Engram.Experiments.Analyses;
using Engram.Storage;

namespace Engram.Explorer.Bundles;

/// <summary>
/// All that a page holds of a run: a description, and the numbers of its units as one safetensors file, packed by gzip and written in base64. What a text of
/// the run's tables shows is kept as it is; pictures have one byte for each value, and are shrunk where there are too many.
/// </summary>
internal static class RunBundle
{
    // More than what 10,000 images of 28 x 28 pixels take, and 3 layers of 784 units with as many pixels and weights each: those of MNIST stay as they are.
    private const long MostImageValues = 12_000_000;
    private const long MostPictureValues = 5_000_000;

    /// <summary>Describes a run and packs its numbers.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">What it is called in the page.</param>
    public static (RunDescription Description, string Data) Of(ExploredRun run, string name)
    {
        (RunDescription description, SafetensorsTensor[] tensors) = Gather(run, name);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            SafetensorsFile.Write(gzip, tensors, new Dictionary<string, string>());
        }

        return (description, Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length)));
    }

    private static (RunDescription Description, SafetensorsTensor[] Tensors) Gather(ExploredRun run, string name)
    {
        NetworkUnits units = run.Units;
        ShownImages shown = new(units);
        var images = Shrinking.ToFit(units.Images.Shape, shown.Samples.Length, MostImageValues);
        var pictures = Shrinking.ToFit(units.Images.Shape, units.Layers.Sum(layer => (long)layer.Count) + units.Layers[0].Count, MostPictureValues);
        (IReadOnlyList<LayerMoment> moments, int step) = EpochBundle.Choose(run.Run.Epochs);
        return (RunDescription.Of(run, name, images.Step, pictures.Step) with { Epochs = [.. moments.Select(EpochDescription.Of)], EpochStep = step },
        [
            .. OfImages(units, shown, images),
            .. Subset("correct", run.Run.Analysis.Correct),
            .. Subset("all", run.Run.Analysis.All),
            .. units.Layers.SelectMany((layer, index) => OfLayer($"layers.{index}", layer, shown, pictures)),
            .. EpochBundle.Tensors(moments),
        ]);
    }

    private static IEnumerable<SafetensorsTensor> OfImages(NetworkUnits units, ShownImages shown, Shrinking shrinking)
    {
        ImageDataset data = units.Images;
        int classes = data.ClassCount;
        yield return PictureTensors.OfImages("images", data, shown.Samples, shrinking);
        yield return SafetensorsTensor.FromInts("images.sample", shown.Samples, shown.Samples.Length);
        yield return SafetensorsTensor.FromInts("images.label", [.. shown.Samples.Select(sample => data.Labels[sample])], shown.Samples.Length);
        yield return SafetensorsTensor.FromInts("images.predicted", [.. shown.Samples.Select(sample => units.Predictions[sample])], shown.Samples.Length);
        yield return SafetensorsTensor.FromInts("confusions", Confusions(units), classes, classes + 1);
        foreach (SafetensorsTensor tensor in Lists("wrong", [.. shown.Wrong.Select(samples => samples.Select(shown.PlaceOf).ToArray())]))
        {
            yield return tensor;
        }
    }

    // [true class][predicted class], and in the last column those without a prediction.
    private static int[] Confusions(NetworkUnits units)
    {
        int classes = units.Images.ClassCount;
        int[] counts = new int[classes * (classes + 1)];
        for (int sample = 0; sample < units.Predictions.Length; sample++)
        {
            int predicted = units.Predictions[sample] == EvaluationResult.NoPrediction ? classes : units.Predictions[sample];
            counts[(units.Images.Labels[sample] * (classes + 1)) + predicted]++;
        }

        return counts;
    }

    private static IEnumerable<SafetensorsTensor> Subset(string name, RepresentationAnalysis images)
    {
        foreach ((int index, LayerRepresentation layer) in images.Layers.Index())
        {
            yield return SafetensorsTensor.FromFloats($"{name}.{index}.means", [.. layer.ClassMeans.SelectMany(means => means)], layer.ClassMeans.Count, layer.UnitCount);
            foreach (SafetensorsTensor tensor in layer.Ensembles.SelectMany(set => Lists($"{name}.{index}.{set.Rule}", [.. set.Units.Select(units => units.ToArray())])))
            {
                yield return tensor;
            }
        }
    }

    private static IEnumerable<SafetensorsTensor> OfLayer(string name, LayerUnits layer, ShownImages shown, Shrinking pictures)
    {
        yield return SafetensorsTensor.FromFloats($"{name}.active", layer.ActiveShares, layer.Count);
        yield return SafetensorsTensor.FromInts($"{name}.top", [.. layer.Top.Samples.Select(shown.PlaceOf)], layer.Count, TopImages.PerUnit);
        yield return SafetensorsTensor.FromFloats($"{name}.top.activation", layer.Top.Activations, layer.Count, TopImages.PerUnit);
        yield return PictureTensors.OfBrightness($"{name}.mean", layer.MeanImages, pictures);
        if (layer.TopPlaces is { } places)
        {
            yield return SafetensorsTensor.FromInts($"{name}.top.place", places, layer.Count, TopImages.PerUnit, 2);
        }

        if (layer.LabelWeights is { } weights)
        {
            yield return SafetensorsTensor.FromFloats($"{name}.labels", weights, layer.Count, weights.Length / layer.Count);
        }

        IEnumerable<SafetensorsTensor> more =
        [
            .. layer.Weights is { } inputs ? PictureTensors.OfWeights($"{name}.weights", inputs.Values, layer.FieldSize is null ? pictures : new Shrinking(inputs.Shape, 1)) : [],
            .. layer.Below is { } below ? Connections($"{name}.below", below) : [],
            .. layer.Above is { } above ? Connections($"{name}.above", above) : [],
        ];
        foreach (SafetensorsTensor tensor in more)
        {
            yield return tensor;
        }
    }

    private static SafetensorsTensor[] Connections(string name, StrongestConnections connections)
    {
        int perUnit = 2 * StrongestConnections.PerSign;
        int count = connections.Units.Length / perUnit;
        return
        [
            SafetensorsTensor.FromInts(name, connections.Units, count, perUnit),
            SafetensorsTensor.FromFloats($"{name}.weight", connections.Weights, count, perUnit),
        ];
    }

    // Lists one after the other, and where each begins; the last one ends where another would begin.
    internal static SafetensorsTensor[] Lists(string name, int[][] lists)
    {
        int[] starts = new int[lists.Length + 1];
        foreach ((int index, int[] list) in lists.Index())
        {
            starts[index + 1] = starts[index] + list.Length;
        }

        int[] values = [.. lists.SelectMany(list => list)];
        return [SafetensorsTensor.FromInts(name, values, values.Length), SafetensorsTensor.FromInts($"{name}.starts", starts, starts.Length)];
    }
}
