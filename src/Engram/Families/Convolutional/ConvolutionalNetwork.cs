using Engram.Families.Convolutional.Layers;
using Engram.Families.Convolutional.Objectives;
using Engram.Families.ForwardForward.Layerwise;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Models.Maps;
using Engram.Objectives;

namespace Engram.Families.Convolutional;

/// <summary>A network of convolutional layers that learn one by one.</summary>
internal sealed class ConvolutionalNetwork : LayerwiseNetwork, IHasMaps
{
    /// <summary>Of all forms in which the maps of images are kept at once, outside of training.</summary>
    public const long BytesAtOnce = 64 << 20;

    private ConvolutionalNetwork(Model model, TrainingSpec spec, InputFormat input, LabelCode code, ConvolutionalLayer[] layers, LayerObjective[] objectives)
        : base(model, spec, input, code, layers, objectives) =>
        ImagesAtOnce = (int)Math.Clamp(BytesAtOnce / (sizeof(float) * layers.Sum(layer => NumbersOfImage(layer.Map))), 1, base.ImagesAtOnce);

    public override int ImagesAtOnce { get; }

    // Made with the first run, which asks for the number of features.
    private MapGrid[] Grids => field ??= [.. LayerShapes.Select(maps => new MapGrid(maps, Spec.HeadGrid))];

    public override Goodness? Goodness => (Objectives[0] as GoodnessObjective)?.Goodness;

    public override float? ThresholdOf(int layer) => (Objectives[layer] as GoodnessObjective)?.Threshold;

    IReadOnlyList<MapField> IHasMaps.Fields => MapLayerShape.Fields(MapLayers.Select(layer => layer.Map));

    private IEnumerable<ConvolutionalLayer> MapLayers => Layers.Cast<ConvolutionalLayer>();

    MapFilters IHasMaps.Filters(int layerIndex) => MapLayers.ElementAt(layerIndex).FoldedFilters();

    MapGradients IHasMaps.CreateGradients() => new ConvolutionalGradients(this);

    /// <summary>Creates a network of zeros.</summary>
    /// <param name="model">The model.</param>
    /// <param name="spec">Filters, activation function, biases, normalization and pooling of the layers.</param>
    /// <param name="input">What it takes for an image.</param>
    /// <param name="code">How labels enter.</param>
    /// <param name="createObjective">Makes a layer's objective, from its index and its maps.</param>
    /// <exception cref="EngramException">Maps become smaller than a filter or a window.</exception>
    public static ConvolutionalNetwork Create(
        Model model, TrainingSpec spec, InputFormat input, LabelCode code, Func<int, LayerShape, LayerObjective> createObjective)
    {
        ActivationFunction activation = ActivationFunctions.Find(spec.Activation);
        ConvolutionalLayer[] layers =
        [
            .. MapLayerShape.Of(spec, input.Shape).Select((shape, index) => new ConvolutionalLayer(
                NameOf(index), shape, activation, spec.Biases, spec.BatchNormalization, takesLargest: spec.Pooling == Pooling.Max)),
        ];
        return new ConvolutionalNetwork(model, spec, input, code, layers, [.. layers.Select((layer, index) => createObjective(index, layer.Shape))]);
    }

    /// <summary>Numbers that are kept of an image in a layer: drives, maps, and what is passed on.</summary>
    public static long NumbersOfImage(MapLayerShape layer) =>
        (2L * layer.Convolution.OutputSize) + ((long)layer.Output.Channels * layer.Output.Height * layer.Output.Width);

    /// <summary>As many as the means of a grid over the layer's maps.</summary>
    public override int FeatureCount(int layer) => LayerShapes[layer].Channels * Grids[layer].CellCount;

    /// <summary>The mean of every cell of every map.</summary>
    public override void WriteFeatures(int layer, ReadOnlySpan<float> activations, Span<float> features) => Grids[layer].Pool(activations, features);

    /// <summary>What the names of a layer's parameters begin with.</summary>
    public static string NameOf(int index) => $"layers.{index}";
}
