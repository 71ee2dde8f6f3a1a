using Engram.Data;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Models;
using Engram.Threading;

namespace Engram.Families.Backpropagation;

/// <summary>
/// BP: hidden layers of the same widths on plain images, a linear head, softmax cross-entropy, trained by backpropagation
/// (Tosato et al., arXiv 2305.18353).
/// </summary>
public sealed class ClassifierModel : Model
{
    /// <inheritdoc/>
    public override string Name => "bp";

    /// <inheritdoc/>
    public override string Title => "BP";

    /// <inheritdoc/>
    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "bp",
        LearningRate = 0.001f,
        Epochs = 15,
        BatchSize = 2048,
    };

    /// <inheritdoc/>
    public override ModelTraits Traits { get; } = new()
    {
        LabelsInInput = false,
        HasNegatives = false,
        IsLocal = false,
        NormalizesLengths = false,
        NormalizesImages = false,
        ReadOut = ReadOut.Logits,
    };

    internal override Network CreateNetwork(TrainingSpec spec, InputFormat input) => new DenseNetwork(this, spec, input);

    internal override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) => DenseNetwork.CountParameters(this, spec, shape, classCount);

    internal override TrainingPhase CreatePhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize) =>
        new ClassifierPhase(kernels, workers, state, train, batchSize);
}
