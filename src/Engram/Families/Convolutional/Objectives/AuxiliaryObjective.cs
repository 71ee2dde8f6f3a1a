using Engram.Families.Convolutional.Layers;
using Engram.Kernels;
using Engram.Models.Layerwise;
using Engram.Threading;

namespace Engram.Families.Convolutional.Objectives;

/// <summary>
/// An objective of maps that sees them through a convolution of its own, which learns with it and passes nothing on: its filters, not the layer's, have to
/// suit the objective (after Sarode et al., arXiv 2605.00082).
/// </summary>
/// <param name="auxiliary">The convolution.</param>
/// <param name="inner">What is taught to the maps that it makes.</param>
internal sealed class AuxiliaryObjective(ConvolutionalLayer auxiliary, LayerObjective inner) : LayerObjective
{
    /// <summary>The convolution.</summary>
    public ConvolutionalLayer Auxiliary { get; } = auxiliary;

    /// <summary>What is taught to the maps that it makes.</summary>
    public LayerObjective Inner { get; } = inner;

    public override IReadOnlyList<Parameter> Parameters { get; } = [.. auxiliary.Parameters, .. inner.Parameters];

    public override int ScoreCount => Inner.ScoreCount;

    public override void Initialize(RandomStream random)
    {
        Auxiliary.Initialize(random);
        Inner.Initialize(random);
    }

    public override void WriteScoreGradient(int label, ReadOnlySpan<float> activations, Span<float> gradient)
    {
        SingleImageLayer image = new(Auxiliary);
        image.Forward(activations);
        float[] ofMaps = new float[image.Output.Length];
        Inner.WriteScoreGradient(label, image.Output, ofMaps);
        image.PassBack(ofMaps, gradient);
    }

    public override ObjectiveRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) => new AuxiliaryRun(kernels, workers, this, maximumRows);
}
