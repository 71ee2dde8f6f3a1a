using Engram.Analysis.Ensembles;
using Engram.Analysis.Representations;
using Engram.Labels;
using Engram.Models;
using Engram.Objectives;
using Engram.Optimizers;

namespace Engram.PackageTests;

/// <summary>G = Σ h² / √n over n units.</summary>
internal sealed class RootMeanGoodness : Goodness
{
    public override string Name => "my-goodness";

    public override float DefaultThreshold(int unitCount) => 9 / MathF.Sqrt(unitCount);

    public override float Value(ReadOnlySpan<float> activations)
    {
        float sum = 0;
        foreach (float activation in activations)
        {
            sum += activation * activation;
        }

        return sum / MathF.Sqrt(activations.Length);
    }

    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination)
    {
        for (int unit = 0; unit < activations.Length; unit++)
        {
            destination[unit] = coefficient * 2 * activations[unit] / MathF.Sqrt(activations.Length);
        }
    }
}

/// <summary>The next label is the wrong one, or any other in every second epoch.</summary>
internal sealed class NextLabelNegatives : NegativePolicy
{
    public override string Name => "my-negatives";

    public int Draws { get; private set; }

    public override void Draw(NegativeContext context, Span<int> wrongLabels)
    {
        Draws++;
        RandomStream random = context.EpochStream();
        for (int sample = 0; sample < wrongLabels.Length; sample++)
        {
            int label = context.Train.Labels[sample];
            wrongLabels[sample] = context.EpochIndex % 2 == 1
                ? DrawUniform(random, label, context.TrainedLabels)
                : context.TrainedLabels[(context.TrainedLabels.IndexOf(label) + 1) % context.TrainedLabels.Length];
        }
    }
}

/// <summary>Shows true labels as wrong ones.</summary>
internal sealed class TrueNegatives : NegativePolicy
{
    public override string Name => "true-negatives";

    public override void Draw(NegativeContext context, Span<int> wrongLabels) => context.Train.Labels.CopyTo(wrongLabels);
}

/// <summary>The three units with the largest mean.</summary>
internal sealed class TopThreeRule : EnsembleRule
{
    public override string Name => "my-rule";

    public override int[] Find(LayerActivations layer, int classIndex)
    {
        double[] means = layer.MeansOf(classIndex).ToArray();
        return [.. Enumerable.Range(0, layer.UnitCount).OrderByDescending(unit => means[unit]).ThenBy(unit => unit).Take(3).Order()];
    }
}

/// <summary>The best layer decides alone.</summary>
internal sealed class LargestPrediction : PredictionRule
{
    public override string Name => "my-prediction";

    public override void Add(ReadOnlySpan<float> goodness, Span<float> scores)
    {
        for (int label = 0; label < scores.Length; label++)
        {
            scores[label] = Math.Max(scores[label], goodness[label]);
        }
    }
}

/// <summary>Signs of the gradient alone.</summary>
internal sealed class SignOptimizer : Optimizer
{
    public override string Name => "my-optimizer";

    public override IReadOnlyList<string> Slots => [];

    public override StepFactors Prepare(in StepSettings settings) => new((float)settings.LearningRate);

    public override void Update(in ParameterStretch stretch, in StepFactors factors)
    {
        for (int index = 0; index < stretch.Length; index++)
        {
            stretch.Values[index] -= factors.First * Math.Sign(stretch.Gradient[index]);
            stretch.Gradient[index] = 0;
        }
    }
}

/// <summary>A learning rate that falls in a straight line.</summary>
internal sealed class FallingRate : LearningRateSchedule
{
    public override string Name => "my-rate";

    public override double Factor(double progress) => 1 - progress;
}

/// <summary>All layers in each of two phases.</summary>
internal sealed class TwiceSchedule : TrainingSchedule
{
    public override string Name => "my-schedule";

    public override int PhaseCount(int layerCount) => 2;

    public override Range TrainedLayers(int phaseIndex, int layerCount) => ..;
}
