using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Models;
using Engram.Threading;

namespace Engram.Families.Backpropagation;

/// <summary>
/// BP: hidden layers of the same widths on plain images, a linear head, softmax cross-entropy, trained by backpropagation
/// (Tosato et al., arXiv 2305.18353).
/// </summary>
internal sealed class ClassifierModel : ModelDefinition
{
    public override string Name => "bp";

    public override string Title => "BP";

    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "bp",
        LearningRate = 0.001f,
        Epochs = 15,
        BatchSize = 2048,
    };

    public override ModelTraits Traits { get; } = new()
    {
        LabelsInInput = false,
        HasNegatives = false,
        IsLocal = false,
        NormalizesLengths = false,
        NormalizesImages = false,
        ReadOut = ReadOut.Logits,
    };

    public override NetworkBody CreateBody(TrainingSpec spec, InputFormat input) => new DenseNetwork(Model, spec, input);

    public override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) => DenseNetwork.CountParameters(Model, spec, shape, classCount);

    public override TrainingPhase CreatePhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize) =>
        new ClassifierPhase(kernels, workers, state, train, batchSize);
}
