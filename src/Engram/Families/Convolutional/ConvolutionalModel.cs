using Engram.Families.Convolutional.Layers;
using Engram.Families.Convolutional.Objectives;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Families.Convolutional;

/// <summary>A model of convolutional layers that learn one by one. What tells such models apart is the objective of a layer.</summary>
internal abstract class ConvolutionalModel : LayerwiseModel
{
    private const int MaximumKernelSize = 63;
    private const int MaximumPoolSize = 64;
    private const int MaximumGrid = 256;

    /// <summary>Spec keys of all convolutional models.</summary>
    protected static IReadOnlyList<string> MapKeys { get; } = ["kernelSize", "stride", "padding", "poolSize", "pooling", "batchNormalization"];

    public sealed override NetworkBody CreateBody(TrainingSpec spec, InputFormat input)
    {
        ValidateFor(spec, input.Shape);
        return ConvolutionalNetwork.Create(Model, spec, input, CreateCode(spec, input), (index, maps) => CreateObjective(spec, index, maps, input.ClassCount));
    }

    public sealed override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) =>
    [
        .. MapLayerShape.Of(spec, shape).Select(layer => checked(
            ConvolutionalLayer.CountParameters(layer.Convolution, spec.Biases, spec.BatchNormalization) + CountObjective(spec, layer.Output, classCount))),
    ];

    // A layer in training is gone through twice, its objective three times: for scores, for their gradient and for that of its parameters.
    public sealed override IReadOnlyList<double> MultiplyAdds(TrainingSpec spec, ImageShape shape, int classCount) =>
        [.. MapLayerShape.Of(spec, shape).Select(layer => layer.Convolution.MultiplyAdds + (1.5 * MultiplyAddsOfObjective(spec, layer.Output, classCount)))];

    public sealed override TrainingMemory Memory(TrainingSpec spec, ImageShape shape, int classCount, int imageCount)
    {
        TrainingMemory whole = base.Memory(spec, shape, classCount, imageCount);
        return whole with
        {
            Parameters = whole.Parameters + CountLabels(spec, shape, classCount),
            OfRow = shape.InputSize + MapLayerShape.Of(spec, shape).Sum(layer => layer.NumbersInTraining(spec.BatchNormalization) + CountMaps(spec, layer.Output)),

            // About half of it was seen to come on top of what training leaves.
            TestBytes = ConvolutionalNetwork.BytesAtOnce / 2,
        };
    }

    public override void Validate(TrainingSpec spec)
    {
        RequirePerLayer("kernelSize", spec.KernelSize, spec, 1, MaximumKernelSize, "rows and columns");
        RequirePerLayer("stride", spec.Stride, spec, 1, MaximumKernelSize, "steps");
        RequirePerLayer("poolSize", spec.PoolSize ?? 1, spec, 1, MaximumPoolSize, "rows and columns");
        RequirePerLayer("padding", spec.Padding ?? 0, spec, 0, MaximumKernelSize, "rows and columns of zeros");
        Pooling.Require(spec.Pooling);
        SpecDemand.RequireRange("headGrid", spec.HeadGrid, 1, MaximumGrid, "rows and columns");
    }

    public sealed override void ValidateFor(TrainingSpec spec, ImageShape shape)
    {
        foreach ((int index, MapLayerShape layer) in MapLayerShape.Of(spec, shape).Index())
        {
            ValidateObjective(spec, layer.Output, index + 1);
        }
    }

    /// <summary>Fails with a sentence where an objective is too large for a layer's maps.</summary>
    protected virtual void ValidateObjective(TrainingSpec spec, LayerShape maps, int layerNumber)
    {
    }

    /// <summary>How many numbers are kept of labels.</summary>
    protected virtual long CountLabels(TrainingSpec spec, ImageShape shape, int classCount) => 0;

    /// <summary>How labels enter.</summary>
    protected virtual LabelCode CreateCode(TrainingSpec spec, InputFormat input) => LabelCode.None;

    /// <summary>A layer's objective.</summary>
    protected abstract LayerObjective CreateObjective(TrainingSpec spec, int index, LayerShape maps, int classCount);

    /// <summary>How many numbers it has.</summary>
    protected abstract long CountObjective(TrainingSpec spec, LayerShape maps, int classCount);

    /// <summary>Numbers that are kept of the maps that an objective in training makes of those of an image.</summary>
    protected virtual long CountMaps(TrainingSpec spec, LayerShape maps) => 0;

    /// <summary>Multiply-adds of an image.</summary>
    protected abstract double MultiplyAddsOfObjective(TrainingSpec spec, LayerShape maps, int classCount);

    /// <summary>Means of which an objective sees a layer's maps.</summary>
    protected static long CountMeans(TrainingSpec spec, LayerShape maps) => (long)maps.Channels * new MapGrid(maps, spec.HeadGrid).CellCount;

    private static void RequirePerLayer(string key, PerLayer<int> value, TrainingSpec spec, int least, int most, string what)
    {
        SpecDemand.RequireCount(key, value, spec);
        foreach (int ofLayer in value.Values)
        {
            SpecDemand.RequireRange(key, ofLayer, least, most, what);
        }
    }
}
