using Engram.Kernels;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Objectives;
using Engram.Objectives.Losses;
using Engram.Threading;

namespace Engram.Families.ForwardForward.Layerwise;

/// <summary>A layer's goodness, which is to be larger with the right label in the image than with a wrong one. It has no parameters of its own.</summary>
/// <param name="goodness">G of the layer's activations.</param>
/// <param name="loss">What a pair of rows costs.</param>
/// <param name="threshold">θ, found when it is first asked for.</param>
/// <param name="scale">α.</param>
internal sealed class GoodnessObjective(Goodness goodness, PairLoss loss, Lazy<float> threshold, float scale) : LayerObjective
{
    /// <summary>G of the layer's activations.</summary>
    public Goodness Goodness { get; } = goodness;

    /// <summary>θ; null where the loss compares rows with each other.</summary>
    public float? Threshold => loss.UsesThreshold ? threshold.Value : null;

    public override IReadOnlyList<Parameter> Parameters => [];

    public override int ScoreCount => 1;

    /// <summary>Fails with a sentence where the values of a loss cannot be used, or would have no effect.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="defaults">The model's own.</param>
    public static void RequireLoss(TrainingSpec spec, TrainingSpec defaults)
    {
        bool usesThreshold = PairLosses.Find(spec.Loss).UsesThreshold;
        SpecDemand.RequireAboveZero("lossScale", spec.LossScale);
        if (spec.Threshold is { } threshold && !usesThreshold)
        {
            throw SpecDemand.Unused("threshold", threshold, $"loss {spec.Loss} compares goodness with that of another label", "choose loss threshold");
        }

        if (usesThreshold && spec.LossScale != defaults.LossScale && spec.LossScale != new TrainingSpec().LossScale)
        {
            throw SpecDemand.Unused("lossScale", spec.LossScale, $"loss {spec.Loss} compares goodness with a threshold", "choose another loss");
        }
    }

    /// <summary>The objective of a layer, with the goodness and the loss of a spec.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="index">0-based index of the layer.</param>
    /// <param name="size">Numbers that its goodness is of.</param>
    public static GoodnessObjective Of(TrainingSpec spec, int index, int size)
    {
        Goodness goodness = GoodnessFunctions.Find(spec.Goodness);
        Lazy<float> threshold = new(() => spec.Threshold?[index] ?? OfOnes(goodness, size));
        return new GoodnessObjective(goodness, PairLosses.Find(spec.Loss), threshold, spec.LossScale);
    }

    /// <summary>What the rows of an image cost.</summary>
    public PairLossValue Evaluate(float positive, float negative) => loss.Evaluate(positive, negative, Threshold ?? 0, scale);

    public override void Initialize(RandomStream random)
    {
    }

    public override ObjectiveRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) => new GoodnessObjectiveRun(workers, this, maximumRows);

    public override void WriteScoreGradient(int label, ReadOnlySpan<float> activations, Span<float> gradient) =>
        Goodness.Gradient(activations, Goodness.Value(activations), 1, gradient);

    // Maps are passed on with a root mean square of 1, and 1 is what a unit has that fires once.
    private static float OfOnes(Goodness goodness, int size)
    {
        float[] activations = new float[size];
        Array.Fill(activations, 1);
        return goodness.Value(activations);
    }
}
