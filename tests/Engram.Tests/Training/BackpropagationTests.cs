using Engram.Families;
using Engram.Families.Backpropagation;
using Engram.Families.Dense;
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
/// BP/FF and BP: the gradient of every weight and bias, through all layers and the normalizations between them, against
/// finite differences of the loss in double precision.
/// </summary>
public class BackpropagationTests
{
    private const int ImageCount = 4;

    public static TheoryData<string, string, string, float, float, bool> Cases()
    {
        TheoryData<string, string, string, float, float, bool> cases = [];
        foreach (string activation in ActivationFunctions.All.Select(function => function.Name))
        {
            foreach ((float dropout, float penalty) in new[] { (0f, 0f), (0.3f, 0f), (0f, 0.002f), (0.2f, 0.001f) })
            {
                // Dropout and penalty know nothing of the goodness: both or neither is enough for all but one.
                foreach (string goodness in GoodnessFunctions.All.Select(function => function.Name).Where((_, index) => index == 0 || (dropout > 0) == (penalty > 0)))
                {
                    cases.Add("bp-ff", goodness, activation, dropout, penalty, dropout == 0);
                }

                cases.Add("bp", "l2-norm", activation, dropout, penalty, true);
                cases.Add("bp", "l2-norm", activation, dropout, penalty, false);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_weight_and_bias_has_the_slope_of_the_loss(
        string model, string goodness, string activation, float dropout, float penalty, bool background)
    {
        ImageDataset train = SyntheticImages.Create(ImageCount, channels: background ? 1 : 3, background: background);
        TrainingSpec spec = new()
        {
            Model = model,
            Layers = [19, 17, 18],
            Goodness = goodness,
            Activation = activation,
            Dropout = dropout,
            ActivationPenalty = penalty,
            BatchSize = ImageCount,
            Epochs = 3,
        };
        using WorkerPool workers = new(2);
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        trainer.TakeStep();
        trainer.TakeStep();
        CheckStep(trainer, spec, train);
    }

    [Theory]
    [InlineData("bp-ff")]
    [InlineData("bp")]
    public void A_single_hidden_layer_is_enough(string model)
    {
        ImageDataset train = SyntheticImages.Create(ImageCount);
        TrainingSpec spec = new() { Model = model, Layers = [17], BatchSize = ImageCount, Epochs = 1 };
        using WorkerPool workers = new(1);
        CheckStep(TrainingDrivers.Create(spec, train, workers), spec, train);
    }

    private static void CheckStep(TrainingDriver trainer, TrainingSpec spec, ImageDataset train)
    {
        var phase = (BackpropagationPhase)trainer.Phase;
        int layerCount = spec.Layers.Count;
        (PanelMatrix Weights, Matrix Bias)[] seen = new (PanelMatrix, Matrix)[layerCount + 1];
        for (int layer = 0; layer < layerCount; layer++)
        {
            int index = layer;
            phase.Layer(layer).Parameters.GradientObserver = (weights, bias) => seen[index] = (Panels.Copy(weights), bias.Clone());
        }

        if (phase is ClassifierPhase classifier)
        {
            classifier.Head.Parameters.GradientObserver = (weights, bias) => seen[layerCount] = (Panels.Copy(weights), bias.Clone());
        }

        // The loss before the step: wrong labels are drawn at the start of the epoch, so the batch is known only afterwards.
        DenseNetwork before = Copy(spec, train, trainer.State.Dense);
        TrainingPosition position = trainer.State.Position;
        EpochMetrics metrics = trainer.TakeStep().Single();
        ReferenceWholeLoss loss = new(spec, train, before, new ReferenceBatch(spec, train, position, trainer.State.WrongLabels));

        Assert.Equal(loss.ReportedValue(), metrics.Loss, 1e-5);
        for (int layer = 0; layer < layerCount; layer++)
        {
            CheckGradient(loss, loss.Network.Weights[layer], loss.Network.Biases[layer], seen[layer].Weights, seen[layer].Bias);
        }

        if (before.Head is not null)
        {
            CheckGradient(loss, loss.Network.HeadWeights, loss.Network.HeadBias, seen[layerCount].Weights, seen[layerCount].Bias);
        }
    }

    private static void CheckGradient(ReferenceWholeLoss loss, double[][] weights, double[] biases, PanelMatrix weightGradient, Matrix biasGradient)
    {
        double[][] slopes = [.. weights.Select(row => Slopes(loss, row))];
        double[] biasSlopes = Slopes(loss, biases);
        double largest = Math.Max(slopes.Max(row => row.Max(Math.Abs)), biasSlopes.Max(Math.Abs));
        Assert.True(largest > 1e-6, $"A gradient of at most {largest} shows nothing.");
        double tolerance = (2e-5 * largest) + 1e-9;
        for (int unit = 0; unit < biasSlopes.Length; unit++)
        {
            Assert.Equal(biasSlopes[unit], biasGradient.Row(0)[unit], tolerance);
            for (int input = 0; input < slopes.Length; input++)
            {
                Assert.Equal(slopes[input][unit], weightGradient[input, unit], tolerance);
            }
        }
    }

    private static double[] Slopes(ReferenceWholeLoss loss, double[] parameters)
    {
        double[] slopes = new double[parameters.Length];
        for (int index = 0; index < slopes.Length; index++)
        {
            slopes[index] = loss.Slope(ref parameters[index]);
        }

        return slopes;
    }

    private static DenseNetwork Copy(TrainingSpec spec, ImageDataset train, DenseNetwork network)
    {
        DenseNetwork copy = TrainingState.Begin(ModelTable.Find(spec.Model), spec, train).Dense;
        DenseLayer[] from = [.. network.Layers, .. Heads(network)];
        DenseLayer[] to = [.. copy.Layers, .. Heads(copy)];
        for (int layer = 0; layer < from.Length; layer++)
        {
            for (int input = 0; input < from[layer].InputSize; input++)
            {
                to[layer].Weights.SetRow(input, from[layer].Weights.Row(input));
            }

            from[layer].Bias.Row(0).CopyTo(to[layer].Bias.Row(0));
        }

        return copy;
    }

    private static DenseLayer[] Heads(DenseNetwork network) => network.Head is { } head ? [head] : [];
}
