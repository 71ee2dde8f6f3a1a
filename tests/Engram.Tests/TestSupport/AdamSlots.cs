using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;

namespace Engram.Tests.TestSupport;

/// <summary>What Adam remembers of a layer, for tests that set or compare it.</summary>
internal static class AdamSlots
{
    private static readonly AdamOptimizer _adam = new();

    public static LayerSlots For(DenseLayer layer) => LayerSlots.For(layer, _adam);

    public static OptimizerSteps Steps(double learningRate) => new(_adam, new LearningRates(new ConstantLearningRate(), learningRate, stepCount: 1, warmUpSteps: 0), default);

    public static PanelMatrix WeightFirst(this LayerSlots slots) => slots.Weights.Slots[0].Panels;

    public static PanelMatrix WeightSecond(this LayerSlots slots) => slots.Weights.Slots[1].Panels;

    public static Matrix BiasFirst(this LayerSlots slots) => slots.Bias!.Slots[0].Row;

    public static Matrix BiasSecond(this LayerSlots slots) => slots.Bias!.Slots[1].Row;
}
