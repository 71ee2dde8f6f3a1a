using Engram.Families.Convolutional.Layers;
using Engram.Families.Convolutional.Objectives;
using Engram.Families.Convolutional.Products;
using Engram.Families.Hyperspherical;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Families.Convolutional;

/// <summary>
/// HFF on maps: every convolutional layer learns to bring what an auxiliary convolution makes of its maps, pooled, near prototypes of the right class
/// (after Sarode et al., arXiv 2605.00082).
/// </summary>
internal sealed class ConvolutionalHypersphericalModel : ConvolutionalModel
{
    private const int AuxiliaryKernelSize = 3;
    private const int MaximumFilters = 65_536;

    public override string Name => "conv-hff";

    public override string Title => "Conv-HFF";

    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "conv-hff",
        Layers = [32, 64, 128],
        LearningRate = 0.002f,
        LearningRateSchedule = "cosine",
        Epochs = 10,
        BatchSize = 128,
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
        IsFullyConnected = false,
    };

    public override IReadOnlyList<string> OwnKeys { get; } = [.. MapKeys, "headGrid", "auxiliaryFilters", "prototypes", "gamma", "margin", "temperature"];

    public override void Validate(TrainingSpec spec)
    {
        base.Validate(spec);
        SpecDemand.RequireRange("auxiliaryFilters", spec.AuxiliaryFilters, 0, MaximumFilters, "filters");
        PrototypeObjective.Validate(spec);
    }

    protected override void ValidateObjective(TrainingSpec spec, LayerShape maps, int layerNumber)
    {
        if ((long)spec.AuxiliaryFilters * maps.Height * maps.Width > ImageShape.MaximumInputSize)
        {
            throw new EngramException(
                $"auxiliaryFilters is {spec.AuxiliaryFilters}, which makes of the {maps.Height}x{maps.Width} maps of layer {layerNumber} more than {ImageShape.MaximumInputSize} numbers; use fewer.");
        }
    }

    protected override LayerObjective CreateObjective(TrainingSpec spec, int index, LayerShape maps, int classCount)
    {
        string name = ConvolutionalNetwork.NameOf(index);
        if (spec.AuxiliaryFilters == 0)
        {
            return CreatePooled(spec, name, maps, classCount);
        }

        MapLayerShape shape = AuxiliaryShape(spec, maps);
        ConvolutionalLayer auxiliary = new(
            $"{name}.auxiliary", shape, ActivationFunctions.Find(spec.Activation), hasBiases: true, normalizesBatches: false, takesLargest: true);
        return new AuxiliaryObjective(auxiliary, CreatePooled(spec, name, shape.Output, classCount));
    }

    protected override long CountObjective(TrainingSpec spec, LayerShape maps, int classCount)
    {
        MapLayerShape shape = AuxiliaryShape(spec, maps);
        return spec.AuxiliaryFilters == 0
            ? CountPrototypes(spec, maps, classCount)
            : ConvolutionalLayer.CountParameters(shape.Convolution, hasBiases: true, normalizesBatches: false) + CountPrototypes(spec, shape.Output, classCount);
    }

    protected override long CountMaps(TrainingSpec spec, LayerShape maps) => AuxiliaryShape(spec, maps).NumbersInTraining(normalizesBatches: false);

    protected override double MultiplyAddsOfObjective(TrainingSpec spec, LayerShape maps, int classCount)
    {
        MapLayerShape shape = AuxiliaryShape(spec, maps);
        return spec.AuxiliaryFilters == 0
            ? CountPrototypes(spec, maps, classCount)
            : shape.Convolution.MultiplyAdds + CountPrototypes(spec, shape.Output, classCount);
    }

    private static LayerObjective CreatePooled(TrainingSpec spec, string name, LayerShape maps, int classCount) =>
        PooledObjective.Create(maps, spec.HeadGrid, means => new PrototypeObjective(name, means, classCount, spec));

    private static MapLayerShape AuxiliaryShape(TrainingSpec spec, LayerShape maps) => new(
        new ConvolutionShape(
            maps.Channels, maps.Height, maps.Width, spec.AuxiliaryFilters, AuxiliaryKernelSize, Stride: 1, Padding: AuxiliaryKernelSize / 2),
        PoolSize: 1);

    private static long CountPrototypes(TrainingSpec spec, LayerShape maps, int classCount) => CountMeans(spec, maps) * classCount * spec.Prototypes;
}
