using Engram.Families.Dense;
using Engram.Families.ForwardForward;
using Engram.Layers;
using Engram.Models;
using Engram.Objectives;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>
/// The gradient of a whole step, every weight and every bias, against finite differences of the loss in double precision.
/// The product under test never makes the overlaid images whose loss is differentiated here.
/// </summary>
public class LayerGradientTests
{
    private const int ImageCount = 14;

    /// <summary>Where the layer under test gets its inputs from.</summary>
    public enum Setting
    {
        /// <summary>Gray images, most pixels black.</summary>
        BlackBackground,

        /// <summary>Gray images without a common background.</summary>
        NoBackground,

        /// <summary>Images of three channels, each with label inputs.</summary>
        ThreeChannels,

        /// <summary>The second and third layer of a greedy training.</summary>
        FrozenLayersBelow,

        /// <summary>All layers of a joint training.</summary>
        JointSchedule,
    }

    public static TheoryData<string, string, float, Setting> Cases()
    {
        TheoryData<string, string, float, Setting> cases = [];
        foreach (Goodness goodness in GoodnessFunctions.All)
        {
            foreach (ActivationFunction activation in ActivationFunctions.All)
            {
                foreach (float dropout in new[] { 0, 0.3f })
                {
                    foreach (Setting setting in Enum.GetValues<Setting>())
                    {
                        cases.Add(goodness.Name, activation.Name, dropout, setting);
                    }
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_weight_and_bias_has_the_slope_of_the_loss(string goodness, string activation, float dropout, Setting setting)
    {
        ImageDataset train = SyntheticImages.Create(
            ImageCount,
            channels: setting == Setting.ThreeChannels ? 3 : 1,
            background: setting is not (Setting.NoBackground or Setting.ThreeChannels));
        Assert.Equal(setting is not (Setting.NoBackground or Setting.ThreeChannels), train.HasBackground);
        TrainingSpec spec = new()
        {
            Layers = setting is Setting.FrozenLayersBelow or Setting.JointSchedule ? [19, 17, 66] : [19],
            Goodness = goodness,
            Activation = activation,
            Dropout = dropout,
            BatchSize = ImageCount,
            Epochs = 3,
            Schedule = setting == Setting.JointSchedule ? "joint" : "greedy",
        };
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        int checkedSteps = 0;
        while (!trainer.IsComplete)
        {
            // The last step of every phase: by then the weights are no longer the initial ones.
            if (trainer.State.Position.EpochIndex == spec.Epochs[0] - 1)
            {
                CheckStep(trainer, spec, train);
                checkedSteps++;
            }
            else
            {
                trainer.TakeStep();
            }
        }

        Assert.Equal(setting == Setting.FrozenLayersBelow ? 3 : 1, checkedSteps);
    }

    private static void CheckStep(TrainingDriver trainer, TrainingSpec spec, ImageDataset train)
    {
        TrainingPosition position = trainer.State.Position;
        ReferenceTrainer reference = new(spec, train, trainer.State.Dense);
        Dictionary<int, (PanelMatrix Weights, Matrix Bias)> seen = [];
        foreach (int layer in trainer.Phase.Layers)
        {
            ((LocalPhase)trainer.Phase).Layer(layer).Training.Parameters.GradientObserver = (weights, bias) => seen[layer] = (Panels.Copy(weights), bias.Clone());
        }

        trainer.TakeStep();
        ReferenceBatch batch = new(spec, train, position, trainer.State.WrongLabels);
        int[] layers = [.. seen.Keys.Order()];
        foreach ((int index, ReferenceLayerStep step) in reference.LayerSteps(position, batch).Index())
        {
            CheckGradient(step, seen[layers[index]].Weights, seen[layers[index]].Bias);
        }
    }

    private static void CheckGradient(ReferenceLayerStep step, PanelMatrix weights, Matrix bias)
    {
        (double[][] weightGradient, double[] biasGradient) = step.Gradient();
        double largest = Math.Max(weightGradient.Max(row => row.Max(Math.Abs)), biasGradient.Max(Math.Abs));
        Assert.True(largest > 1e-5, $"A gradient of at most {largest} shows nothing.");
        for (int unit = 0; unit < biasGradient.Length; unit++)
        {
            double difference = step.BiasDifference(unit);
            Assert.Equal(difference, bias.Row(0)[unit], (1e-5 * largest) + 1e-9);
            Assert.Equal(difference, biasGradient[unit], (1e-7 * largest) + 1e-9);
            for (int input = 0; input < weightGradient.Length; input++)
            {
                difference = step.WeightDifference(input, unit);
                Assert.Equal(difference, weights[input, unit], (1e-5 * largest) + 1e-9);
                Assert.Equal(difference, weightGradient[input][unit], (1e-7 * largest) + 1e-9);
            }
        }
    }
}
