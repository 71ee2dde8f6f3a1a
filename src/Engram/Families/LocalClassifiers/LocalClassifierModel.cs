using Engram.Families.Dense.Layerwise;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Families.LocalClassifiers;

/// <summary>
/// Local classifiers: every layer has a linear head of its own and learns from its softmax cross-entropy; no gradient goes from one layer to another
/// (Nøkland and Eidnes 2019, arXiv 1901.06656).
/// </summary>
internal sealed class LocalClassifierModel : LayerwiseModel
{
    public override string Name => "lc";

    public override string Title => "LC";

    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "lc",
        Layers = [1024, 1024, 1024],
        Dropout = 0.1f,
        LearningRate = 0.0005f,
        LearningRateSchedule = "steps",
        Epochs = 100,
        BatchSize = 128,
        Shift = 2,
        Schedule = "joint",
        Prediction = "last",
    };

    public override ModelTraits Traits { get; } = new()
    {
        LabelsInInput = false,
        HasNegatives = false,
        IsLocal = true,
        NormalizesLengths = false,
        NormalizesImages = false,
        ReadOut = ReadOut.ClassScores,
    };

    public override IReadOnlyList<string> OwnKeys { get; } = ["batchNormalization"];

    public override NetworkBody CreateBody(TrainingSpec spec, InputFormat input) =>
        new DenseLayerwiseNetwork(Model, spec, input, spec.BatchNormalization, (name, units) => new LinearHeadObjective(name, units, input.ClassCount));

    public override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) =>
        DenseLayerwiseNetwork.CountParameters(spec, shape.InputSize, spec.BatchNormalization, units => (units + 1) * classCount);

    public override IReadOnlyList<double> MultiplyAdds(TrainingSpec spec, ImageShape shape, int classCount) =>
        MultiplyAddsWithObjectives(spec, shape, units => (double)units * classCount);
}
