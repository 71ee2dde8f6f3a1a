using Engram.Families.Convolutional.Objectives;
using Engram.Families.LocalClassifiers;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Families.Convolutional;

/// <summary>
/// Local classifiers on maps: every convolutional layer has a linear head on its pooled maps and learns from its softmax cross-entropy; no gradient goes
/// from one layer to another (Nøkland and Eidnes 2019, arXiv 1901.06656).
/// </summary>
internal sealed class ConvolutionalClassifierModel : ConvolutionalModel
{
    public override string Name => "conv-lc";

    public override string Title => "Conv-LC";

    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "conv-lc",
        Layers = [32, 64, 128],
        LearningRate = 0.001f,
        LearningRateSchedule = "cosine",
        Epochs = 10,
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
        IsFullyConnected = false,
    };

    public override IReadOnlyList<string> OwnKeys { get; } = [.. MapKeys, "headGrid"];

    protected override LayerObjective CreateObjective(TrainingSpec spec, int index, LayerShape maps, int classCount) =>
        PooledObjective.Create(maps, spec.HeadGrid, means => new LinearHeadObjective(ConvolutionalNetwork.NameOf(index), means, classCount));

    protected override long CountObjective(TrainingSpec spec, LayerShape maps, int classCount) => (CountMeans(spec, maps) + 1) * classCount;

    protected override double MultiplyAddsOfObjective(TrainingSpec spec, LayerShape maps, int classCount) => (double)CountMeans(spec, maps) * classCount;
}
