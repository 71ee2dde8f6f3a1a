using System.Numerics.Tensors;
using Engram.Analysis.Predictions;
using Engram.Families.Dense;
using Engram.Labels;
using Engram.Layers;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

public class NegativePolicyTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(60);

    public static TheoryData<string> Policies => [.. NegativePolicies.All.Select(policy => policy.Name)];

    // The others choose in every step.
    public static TheoryData<string> PoliciesOfEpochs => [.. NegativePolicies.All.Where(policy => policy is not CandidateNegatives).Select(policy => policy.Name)];

    [Fact]
    public void Names_are_those_of_specs() =>
        Assert.Equal(["fixed", "resampled", "hard", "hardest-of-4", "hard-goodness"], NegativePolicies.All.Select(policy => policy.ToString()));

    [Theory]
    [MemberData(nameof(PoliciesOfEpochs))]
    public void A_negative_never_carries_the_true_label(string policy)
    {
        foreach (string schedule in new[] { "greedy", "joint" })
        {
            foreach (int classCount in new[] { 2, 3, 9 })
            {
                ImageDataset train = SyntheticImages.Create(50, classCount);
                foreach (int[] wrongLabels in WrongLabelsOfEpochs(policy, train, schedule))
                {
                    for (int sample = 0; sample < train.Count; sample++)
                    {
                        Assert.NotEqual(train.Labels[sample], wrongLabels[sample]);
                        Assert.InRange(wrongLabels[sample], 0, classCount - 1);
                    }
                }
            }
        }
    }

    [Fact]
    public void Fixed_negatives_are_the_same_in_every_epoch_of_every_layer()
    {
        int[][] epochs = WrongLabelsOfEpochs("fixed", _train, "greedy");
        Assert.Equal(8, epochs.Length);
        Assert.All(epochs, epoch => Assert.Equal(epochs[0], epoch));
    }

    [Theory]
    [InlineData("resampled")]
    [InlineData("hard")]
    public void Other_negatives_differ_from_epoch_to_epoch_and_layer_to_layer(string policy)
    {
        int[][] epochs = WrongLabelsOfEpochs(policy, _train, "greedy");
        Assert.Equal(8, epochs.Select(labels => string.Join(' ', labels)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Another_seed_draws_other_labels(string policy) =>
        Assert.NotEqual(Draw(policy, seed: 1, Uniform), Draw(policy, seed: 2, Uniform));

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_same_seed_draws_the_same_labels(string policy) =>
        Assert.Equal(Draw(policy, seed: 1, Uniform), Draw(policy, seed: 1, Uniform));

    [Theory]
    [InlineData("fixed")]
    [InlineData("resampled")]
    public void Each_wrong_label_has_the_same_chance(string policy)
    {
        double[] shares = SharesOfLabels(policy, _ => []);
        Assert.Equal(0, shares[0]);
        Assert.All(shares[1..], share => Assert.Equal(1 / 3.0, share, 0.02));
    }

    [Fact]
    public void Hard_negatives_are_drawn_in_proportion_to_the_softmax_over_wrong_labels()
    {
        double[] shares = SharesOfLabels("hard", count => Repeat(count, 0.9f, 0.05f, 0.03f, 0.02f));
        Assert.Equal(0, shares[0]);
        Assert.Equal(0.5, shares[1], 0.02);
        Assert.Equal(0.3, shares[2], 0.02);
        Assert.Equal(0.2, shares[3], 0.02);
    }

    [Fact]
    public void A_label_without_probability_is_not_drawn()
    {
        double[] shares = SharesOfLabels("hard", count => Repeat(count, 0.5f, 0, 0.5f, 0));
        Assert.Equal([0, 0, 1, 0], shares);
    }

    [Fact]
    public void Where_all_probability_is_on_the_true_label_wrong_ones_have_the_same_chance()
    {
        double[] shares = SharesOfLabels("hard", count => Repeat(count, 1, 0, 0, 0));
        Assert.Equal(0, shares[0]);
        Assert.All(shares[1..], share => Assert.Equal(1 / 3.0, share, 0.02));
    }

    [Fact]
    public void Hard_negatives_carry_labels_that_the_network_finds_likely()
    {
        const int classCount = 6;
        ImageDataset train = SyntheticImages.Create(400, classCount);
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(new TrainingSpec { Layers = [30, 20], Negatives = "hard" }, train, workers);
        DenseNetwork confused = TestNetworks.Create(train, [30, 20]);
        CopyParameters(confused.Layers[0], trainer.State.Dense.Layers[0], gain: 10);
        float[] goodness = Evaluation.Evaluate(trainer.State.Network, train, "softmax", false, workers).Scores;
        trainer.TakeStep();

        // Drawing in proportion to p gives labels of mean probability Σ p²; drawing uniformly would give 1/5.
        double drawn = 0;
        double expected = 0;
        for (int sample = 0; sample < train.Count; sample++)
        {
            // Greedy: the first layer's goodness alone, [samples, layers, labels].
            int trueLabel = train.Labels[sample];
            double[] wrong = [.. goodness.Skip(sample * 2 * classCount).Take(classCount).Select((value, label) => label == trueLabel ? 0 : Math.Exp(value))];
            double[] probabilities = [.. wrong.Select(value => value / wrong.Sum())];
            drawn += probabilities[trainer.State.WrongLabels[sample]] / train.Count;
            expected += probabilities.Sum(p => p * p) / train.Count;
        }

        Assert.True(expected > 0.22, $"With an expected mean of {expected} this shows nothing.");
        Assert.Equal(expected, drawn, 0.2 * (expected - 0.2));
    }

    [Fact]
    public void An_unknown_policy_is_refused_with_those_there_are() => Assert.Equal(
        "There is no negative policy 'random'; choose one of fixed, resampled, hard, hardest-of-4, hard-goodness.",
        Assert.Throws<EngramException>(() => NegativePolicies.Find("random")).Message);

    // Wrong labels as they stand in every epoch of a training of two layers, four epochs each.
    private static int[][] WrongLabelsOfEpochs(string policy, ImageDataset train, string schedule)
    {
        TrainingSpec spec = new() { Layers = [18, 17], Epochs = 4, BatchSize = 25, Negatives = policy, Schedule = schedule };
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        List<int[]> epochs = [];
        while (!trainer.IsComplete)
        {
            bool begins = trainer.State.Position.StepIndex == 0;
            trainer.TakeStep();
            if (begins)
            {
                epochs.Add([.. trainer.State.WrongLabels]);
            }
            else
            {
                Assert.Equal(epochs[^1], trainer.State.WrongLabels);
            }
        }

        return [.. epochs];
    }

    private static void CopyParameters(DenseLayer source, DenseLayer destination, float gain)
    {
        for (int input = 0; input < source.InputSize; input++)
        {
            destination.Weights.SetRow(input, [.. source.Weights.Row(input).Select(weight => weight * gain)]);
        }

        TensorPrimitives.Multiply(source.Biases, gain, destination.Bias.Row(0));
    }

    private static float[] Uniform(int count) => Repeat(count, 0.25f, 0.25f, 0.25f, 0.25f);

    private static float[] Repeat(int count, params float[] probabilities) =>
        [.. Enumerable.Range(0, count).SelectMany(_ => probabilities)];

    private static int[] Draw(string policy, ulong seed, Func<int, float[]> probabilities)
    {
        int[] wrongLabels = new int[_train.Count];
        NegativePolicies.Find(policy).Draw(new NegativeContext(_train, _train.TrainedLabels, seed, 0, 0, () => probabilities(_train.Count)), wrongLabels);
        return wrongLabels;
    }

    // Shares of the four labels among the wrong labels of 20,000 images that all carry label 0.
    private static double[] SharesOfLabels(string policy, Func<int, float[]> probabilities)
    {
        const int count = 20_000;
        ImageDataset zeros = new("zeros", new ImageShape(1, 1, 4), new byte[4 * count], new int[count], ["0", "1", "2", "3"], PixelNormalization.Mnist);
        int[] wrongLabels = new int[count];
        NegativePolicies.Find(policy).Draw(new NegativeContext(zeros, _train.TrainedLabels, 5, 1, 2, () => probabilities(count)), wrongLabels);
        return [.. Enumerable.Range(0, 4).Select(label => wrongLabels.Count(wrong => wrong == label) / (double)count)];
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("resampled")]
    [InlineData("hard")]
    public void A_class_that_is_left_out_is_never_shown_as_a_label(string policy)
    {
        ImageDataset rest = SyntheticImages.Create(400, classCount: 5).Without(3);
        int[] wrongLabels = new int[rest.Count];
        float[] probabilities = new float[rest.Count * 5];
        Array.Fill(probabilities, 0.2f);
        NegativePolicies.Find(policy).Draw(new NegativeContext(rest, rest.TrainedLabels, 1, 0, 0, () => probabilities), wrongLabels);
        Assert.Equal((int[])[0, 1, 2, 4], wrongLabels.Distinct().Order());
        Assert.DoesNotContain(true, wrongLabels.Select((label, sample) => label == rest.Labels[sample]));
    }
}
