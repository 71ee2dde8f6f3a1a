using Engram.Analysis.Predictions;
using Engram.Data;
using Engram.Families;
using Engram.Families.Dense;
using Engram.Families.Dense.Layerwise;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Objectives;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training.Layerwise;

/// <summary>The fast FF against the one that is composed as a newcomer would: the same losses, and the same bits where sums have one order.</summary>
public class LayerwiseForwardForwardTests
{
    private const int Images = 20;
    private const int Units = 40;

    private static readonly ImageDataset _train = SyntheticImages.Create(70);

    public static TheoryData<string, string, string, string, bool, string> Cases
    {
        get
        {
            TheoryData<string, string, string, string, bool, string> cases = [];
            foreach (Goodness goodness in GoodnessFunctions.All)
            {
                cases.Add(goodness.Name, "relu", "greedy", "fixed", true, "overlay");
            }

            cases.Add("l2-norm", "relu", "greedy", "resampled", false, "overlay");
            cases.Add("l2-norm", "relu", "greedy", "resampled", true, "appended");
            cases.Add("l2-norm", "relu", "greedy", "hard", true, "overlay");
            cases.Add("l2-norm", "relu", "joint", "fixed", true, "overlay");
            cases.Add("l2-norm", "sigmoid", "joint", "fixed", true, "appended");
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_have_the_same_losses_batch_by_batch(string goodness, string activation, string schedule, string negatives, bool biases, string labelCode)
    {
        TrainingSpec spec = new()
        {
            Layers = [30, 21, 17],
            Goodness = goodness,
            Activation = activation,
            Schedule = schedule,
            Negatives = negatives,
            Biases = biases,
            LabelCode = labelCode,
            Epochs = 3,
            BatchSize = 25,
            Optimizer = "sgd",
            Momentum = 0.5f,
            LearningRate = 0.2f,
        };
        using WorkerPool workers = new(2);
        TrainingDriver fast = TrainingDrivers.Create(spec, _train, workers);
        TrainingDriver readable = Readable(spec, workers);
        Assert.IsType<DenseNetwork>(fast.State.Network);
        Assert.IsType<DenseLayerwiseNetwork>(readable.State.Network);
        while (!fast.IsComplete)
        {
            double[] expected = TrainerProbe.StepLosses(readable, _train);
            double[] actual = TrainerProbe.StepLosses(fast, _train);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (1 + pair.First)));
            Assert.Equal(readable.State.WrongLabels, fast.State.WrongLabels);
        }

        Assert.True(readable.IsComplete);
        foreach ((Parameter expected, Parameter actual) in readable.State.Network.Parameters.Zip(fast.State.Network.Parameters))
        {
            Assert.Equal(expected.Name, actual.Name);
            Assert.All(expected.ToArray().Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));
        }

        float[] scores = Evaluation.Evaluate(readable.State.Network, _train, "sum", skipFirstLayer: false, workers).Scores;
        float[] fastScores = Evaluation.Evaluate(fast.State.Network, _train, "sum", skipFirstLayer: false, workers).Scores;
        Assert.All(scores.Zip(fastScores), pair => Assert.Equal(pair.First, pair.Second, 1e-3 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void A_step_of_a_hidden_layer_has_the_same_bits()
    {
        TrainingSpec spec = new() { Layers = [Units, Units] };
        ImageDataset train = SyntheticImages.Create(Images);
        using WorkerPool workers = new(2);
        TrainingState fast = TrainingState.Begin(ModelTable.Find("ff"), spec, train);
        TrainingState readable = TrainingState.Begin(new LayerwiseForwardForward().Model, spec, train);
        LabelledBatch batch = new(Images, train.ClassCount);
        batch.Fill(train, [.. Enumerable.Range(0, Images)], SyntheticImages.WrongLabels(train));
        HiddenInput input = new(KernelTable.Current, workers, fast.Dense.Layers[1], 2 * Images) { Batch = batch };
        LayerTraining training = new(KernelTable.Current, workers, fast.Dense, 1, fast.Dense.Layers[1], units: null, dropout: 0, 2 * Images);
        LayerInTraining layer = new(KernelTable.Current, workers, readable, (LayerwiseNetwork)readable.Network, 1, 2 * Images, (_, _) => { });
        LayerRows rows = new(workers, 2 * Images, Units);
        for (int step = 1; step <= 5; step++)
        {
            input.Rows = SparseRows.Create(new Random(step), 2 * Images, Units, 0.5, Sharing.None);
            rows.Begin(2 * Images, batch);
            for (int row = 0; row < 2 * Images; row++)
            {
                input.Rows.CopyRow(row, rows.Rows, row);
            }

            double expected = training.Step(input, batch, fast.Slots(1), fast.Steps(1)[step], _ => new RandomStream(0), new EpochTotals(Units), null);
            layer.Run.Forward(rows, learns: true);
            double actual = layer.Objective.Evaluate(layer.Run.Output, batch, layer.OutputGradient);
            layer.Run.Update(rows, layer.OutputGradient, layer.Slots, layer.Steps[step]);
            Assert.Equal(expected, actual);
        }

        Bits.RequireEqual(TrainerProbe.Parameters(fast.Network), TrainerProbe.Parameters(readable.Network), "parameters");
    }

    private static TrainingDriver Readable(TrainingSpec spec, WorkerPool workers) =>
        new(TrainingState.Begin(new LayerwiseForwardForward().Model, spec, _train), ValidationSplit.Of(_train, spec.ValidationSplit, spec.Seed), workers);
}
