using Engram.Kernels;
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
