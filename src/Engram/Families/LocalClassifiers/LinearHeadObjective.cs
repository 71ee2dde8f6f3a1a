using Engram.Kernels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Threading;

namespace Engram.Families.LocalClassifiers;

/// <summary>A linear head of a layer, logits = h·V + c, and its loss −log softmax(logits)[label].</summary>
internal sealed class LinearHeadObjective : LayerObjective
{
    /// <param name="name">What the names of its parameters begin with.</param>
    /// <param name="unitCount">Units of the layer.</param>
    /// <param name="classCount">Classes.</param>
    public LinearHeadObjective(string name, int unitCount, int classCount)
    {
        Head = new DenseLayer(unitCount, classCount);
        Parameters = [.. Head.Parameters($"{name}.head")];
    }

    /// <summary>V and c.</summary>
    public DenseLayer Head { get; }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override int ScoreCount => Head.OutputSize;

    /// <summary>A head begins as zeros, so that its layer is not taught anything at random.</summary>
    public override void Initialize(RandomStream random)
    {
    }

    public override ObjectiveRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) => new LinearHeadRun(kernels, workers, this, maximumRows);

    public override void WriteScoreGradient(int label, ReadOnlySpan<float> activations, Span<float> gradient)
    {
        for (int unit = 0; unit < gradient.Length; unit++)
        {
            gradient[unit] = Head.Weights[unit, label];
        }
    }
}
