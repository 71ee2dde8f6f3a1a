using Engram.Kernels;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>
/// What a layer is taught: a loss on its output alone, with parameters of its own where it needs some, and the scores that it gives to labels. How it
/// computes is the affair of its <see cref="ObjectiveRun"/>.
/// </summary>
internal abstract class LayerObjective
{
    /// <summary>Its parameters, in the order in which files have them.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>How many scores a row has: one per class where no label is in the input, otherwise one, for the label that is.</summary>
    public abstract int ScoreCount { get; }

    /// <summary>Draws the initial parameters.</summary>
    public abstract void Initialize(RandomStream random);

    /// <summary>∂score/∂activations of one image.</summary>
    /// <param name="label">The label whose score it is; that in the input, where a row has one score.</param>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gradient">Receives the gradient.</param>
    public abstract void WriteScoreGradient(int label, ReadOnlySpan<float> activations, Span<float> gradient);

    /// <summary>Work space to score rows, and to train on them.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="maximumRows">Rows that are scored at once.</param>
    public abstract ObjectiveRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows);
}
