using Engram.Analysis.Images;
using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Analysis.Weights;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Maps;
using Engram.Threading;

namespace Engram.Analysis.Units;

/// <summary>Looks at a trained network unit by unit.</summary>
internal static class UnitAnalysis
{
    /// <summary>Shows a network all images, each with its true label, and keeps of every unit what an explorer shows.</summary>
    /// <param name="network">The network.</param>
    /// <param name="test">Test images of the shape the network was trained on.</param>
    /// <param name="options">As for the analysis of the same network.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    /// <param name="progress">Told the name of each stage as it begins, or null.</param>
    /// <exception cref="EngramException">The images do not fit the network, or a weight or score is no number.</exception>
    public static NetworkUnits Measure(NetworkBody network, ImageDataset test, AnalysisOptions options, WorkerPool workers, Action<string>? progress = null)
    {
        progress ??= _ => { };
        test = network.Input.Take(test);

        progress("predictions");
        int[] predictions = Evaluation.Evaluate(network, test, options.Prediction, options.SkipFirstLayer, workers, options.LeftOutClass).Predictions;

        progress("activations");
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, test, workers);

        progress("images");
        TopImages[] top = [.. network.LayerShapes.Select((_, layer) => TopImages.Find(representations, layer, workers))];
        var maps = network as IHasMaps;
        int[][]? places = maps is null ? null : PeakPlaces.Find(network, test, top, workers);

        progress("connections");
        MapFilters[] filters = maps is null ? [] : [.. network.LayerShapes.Select((_, layer) => maps.Filters(layer))];
        var connected = network as IFullyConnected;
        IReadOnlyList<DenseLayer> layers = connected?.Layers ?? [.. filters.Select(WeightAnalysis.BetweenChannels)];
        StrongestConnections[] below = [.. layers.Skip(1).Select(StrongestConnections.ToUnits)];
        StrongestConnections[] above = [.. layers.Skip(1).Select(StrongestConnections.FromInputs)];

        progress("mean images");
        return new NetworkUnits(test, predictions, [.. network.LayerShapes.Select((_, layer) => new LayerUnits
        {
            Count = representations.UnitCounts[layer],
            ActiveShares = ActiveShares(representations, layer),
            Top = top[layer],
            TopPlaces = places?[layer],
            FieldSize = maps?.Fields[layer].Size,
            MeanImages = WeightedImages.Compute(representations, layer, test, workers),
            Weights = maps is not null ? WeightPictures.Of(filters[layer])
                : layer == 0 && connected is not null ? WeightPictures.Of(layers[0], connected.InputOverlay)
                : null,
            LabelWeights = layer == 0 && connected is not null ? LabelWeights(layers[0], connected.InputOverlay) : null,
            Below = below.ElementAtOrDefault(layer - 1),
            Above = above.ElementAtOrDefault(layer),
        })]);
    }

    private static float[] ActiveShares(HiddenRepresentations representations, int layer)
    {
        int[] counts = new int[representations.UnitCounts[layer]];
        for (int sample = 0; sample < representations.SampleCount; sample++)
        {
            ReadOnlySpan<float> activations = representations.Sample(layer, sample);
            for (int unit = 0; unit < counts.Length; unit++)
            {
                counts[unit] += activations[unit] > 0 ? 1 : 0;
            }
        }

        return [.. counts.Select(count => count / (float)representations.SampleCount)];
    }

    private static float[]? LabelWeights(DenseLayer layer, LabelOverlay overlay) => overlay.ClassCount == 0 ? null :
    [
        .. from unit in Enumerable.Range(0, layer.OutputSize)
           from label in Enumerable.Range(0, overlay.ClassCount)
           select Enumerable.Range(0, overlay.InputsPerLabel).Average(channel => layer.Weight(unit, overlay.InputIndex(channel, label))),
    ];
}
