using Engram.Families.Dense.Layerwise;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Families.Hyperspherical;

/// <summary>
/// HFF: every layer turns its activations to unit length and learns to bring them near prototypes of the right class, which take the place of negative
/// samples (after Sarode et al., arXiv 2605.00082). One run trains, one run predicts, and no label is in the input.
/// </summary>
internal sealed class HypersphericalModel : LayerwiseModel
{
    public override string Name => "hff";

    public override string Title => "HFF";

    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "hff",
        Layers = [1024, 1024, 1024],
        LearningRate = 0.002f,
        LearningRateSchedule = "cosine",
        Epochs = 30,
        BatchSize = 256,
        Dropout = 0.2f,
        Shift = 2,
        Schedule = "joint",
        Prediction = "sum",
    };

    public override ModelTraits Traits { get; } = new()
    {
        LabelsInInput = false,
        HasNegatives = false,
        IsLocal = true,
        NormalizesLengths = true,
        NormalizesImages = false,
        ReadOut = ReadOut.ClassScores,
    };

    public override IReadOnlyList<string> OwnKeys { get; } = ["prototypes", "gamma", "margin", "temperature"];

    public override void Validate(TrainingSpec spec) => PrototypeObjective.Validate(spec);

    public override NetworkBody CreateBody(TrainingSpec spec, InputFormat input) =>
        new DenseLayerwiseNetwork(Model, spec, input, normalizesBatches: false, (name, units) => new PrototypeObjective(name, units, input.ClassCount, spec));

    public override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) =>
        DenseLayerwiseNetwork.CountParameters(spec, shape.InputSize, normalizesBatches: false, units => units * classCount * spec.Prototypes);

    public override IReadOnlyList<double> MultiplyAdds(TrainingSpec spec, ImageShape shape, int classCount) =>
        MultiplyAddsWithObjectives(spec, shape, units => (double)units * classCount * spec.Prototypes);
}
