using Engram.Kernels;
using Engram.Models.Abilities;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>
/// A network of layers that learn one by one, each from an objective of its own: composed of layers (how it computes), objectives (what each is
/// taught) and a label code (how labels enter).
/// </summary>
internal abstract class LayerwiseNetwork : NetworkBody
{
    protected LayerwiseNetwork(
        Model model,
        TrainingSpec spec,
        InputFormat input,
        LabelCode code,
        IReadOnlyList<TrainableLayer> layers,
        IReadOnlyList<LayerObjective> objectives)
        : base(model, spec, input, layers.Zip(objectives, (layer, objective) => layer.Parameters.Concat(objective.Parameters)).SelectMany(both => both))
    {
        Code = code;
        Layers = layers;
        Objectives = objectives;
        LayerShapes = [.. layers.Select(layer => layer.Shape)];
    }

    public sealed override IReadOnlyList<LayerShape> LayerShapes { get; }

    /// <summary>How labels enter.</summary>
    public LabelCode Code { get; }

    /// <summary>The layers, first layer first.</summary>
    public IReadOnlyList<TrainableLayer> Layers { get; }

    /// <summary>What each of them is taught.</summary>
    public IReadOnlyList<LayerObjective> Objectives { get; }

    /// <summary>Whether the first layer makes one product of an image, whatever labels it is shown with.</summary>
    public virtual bool SharesImages => false;

    /// <summary>How many features a layer has for a classifier on top of the frozen network.</summary>
    public virtual int FeatureCount(int layer) => LayerShapes[layer] switch { var shape => shape.Channels * shape.Height * shape.Width };

    /// <summary>Writes them: a layer's activations as they are, or what tells enough of them where they are very many.</summary>
    /// <param name="layer">0-based index of the layer.</param>
    /// <param name="activations">What it passes on of an image.</param>
    /// <param name="features">Receives them.</param>
    public virtual void WriteFeatures(int layer, ReadOnlySpan<float> activations, Span<float> features) => activations.CopyTo(features);

    public sealed override UnitDrives DrivesOf(int layer) => Layers[layer].Drives;

    public sealed override void Initialize(ulong seed)
    {
        for (int index = 0; index < Layers.Count; index++)
        {
            Layers[index].Initialize(RandomStream.For(seed, RandomPurpose.InitialWeights, index));
            Objectives[index].Initialize(RandomStream.For(seed, RandomPurpose.InitialObjective, index));
        }
    }

    public sealed override NetworkRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumImages, int? layerCount = null) =>
        new LayerwiseRun(kernels, workers, this, maximumImages, layerCount ?? Layers.Count);
}
