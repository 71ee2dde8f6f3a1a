using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Models;
using Engram.Threading;

namespace Engram.Families.Backpropagation;

/// <summary>
/// BP/FF: the network and labels of FF, but one loss on the goodness summed over all layers, whose gradient passes through
/// all layers and the normalizations between them (Tosato et al., arXiv 2305.18353).
/// </summary>
internal sealed class BackpropagatedGoodnessModel : ModelDefinition
{
    public override string Name => "bp-ff";

    public override string Title => "BP/FF";

    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "bp-ff",
        LearningRate = 0.001f,
        Epochs = 15,
    };

    public override ModelTraits Traits { get; } = new()
    {
        LabelsInInput = true,
        HasNegatives = true,
        IsLocal = false,
        NormalizesLengths = true,
        NormalizesImages = true,
        ReadOut = ReadOut.Goodness,
    };

    public override NetworkBody CreateBody(TrainingSpec spec, InputFormat input) => new DenseNetwork(Model, spec, input);

    public override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) => DenseNetwork.CountParameters(Model, spec, shape, classCount);

    public override TrainingPhase CreatePhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize) =>
        new GoodnessPhase(kernels, workers, state, train, batchSize);
}
