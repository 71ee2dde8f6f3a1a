using Engram.Families;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training.Labels;

/// <summary>Wrong labels that are chosen in every step.</summary>
public class CandidateNegativesTests
{
    private const int Classes = 7;

    private static readonly ImageDataset _train = SyntheticImages.Create(60, classCount: Classes);

    // The goodness of a label is the label: of four drawn ones the largest is chosen, which is never among the three smallest.
    [Fact]
    public void The_hardest_of_four_has_the_most_goodness_of_those_drawn()
    {
        int[] counts = Count(new HardestOfFourNegatives(), steps: 400, label => label);

        // Of six wrong labels, the largest is drawn with 4/6, the next one decides with 4/6 of the rest, and so on: 10, 4 and 1 of 15.
        double all = counts.Sum();
        Assert.Equal(0, counts[0] + counts[1] + counts[2]);
        Assert.Equal(10 / 15.0, counts[6] / all, 0.01);
        Assert.Equal(4 / 15.0, counts[5] / all, 0.01);
        Assert.Equal(1 / 15.0, counts[4] / all, 0.01);
    }

    [Fact]
    public void A_label_is_chosen_in_proportion_to_the_root_of_its_goodness()
    {
        int[] counts = Count(new HardGoodnessNegatives(), steps: 400, label => label * label);
        double all = counts.Sum();
        for (int label = 0; label < Classes; label++)
        {
            // Of the wrong labels 1 … 6 of an image of class 0.
            Assert.Equal(label / 21.0, counts[label] / all, 0.01);
        }
    }

    [Fact]
    public void Without_any_goodness_every_wrong_label_is_as_likely()
    {
        int[] counts = Count(new HardGoodnessNegatives(), steps: 400, _ => 0);
        Assert.All(counts.Skip(1), count => Assert.Equal(1 / 6.0, count / (double)counts.Sum(), 0.01));
    }

    [Fact]
    public void Neither_the_image_s_own_label_nor_a_class_that_was_left_out_is_chosen()
    {
        ImageDataset train = _train.Without(3);
        LabelledBatch batch = Batch(train, [.. Enumerable.Range(0, train.Count)]);
        NegativeChoice choice = new(new HardestOfFourNegatives(), train, seed: 1, train.Count, (labels, sums) => Fill(labels, sums, label => label == 3 ? 100 : label));
        for (int step = 0; step < 20; step++)
        {
            choice.Choose(batch, new TrainingPosition(0, 0, step));
            for (int image = 0; image < batch.ImageCount; image++)
            {
                int wrong = batch.Labels[batch.ImageCount + image];
                Assert.NotEqual(batch.Labels[image], wrong);
                Assert.NotEqual(3, wrong);
            }
        }
    }

    // The loss of a step tells which labels it has shown.
    [Fact]
    public void A_step_shows_the_label_with_the_most_goodness_in_all_layers()
    {
        ImageDataset train = SyntheticImages.Create(20, seed: 5);
        TrainingSpec spec = ModelTable.Find("conv-ff").Defaults with { Layers = [3, 4], Epochs = 1, BatchSize = train.Count };
        using WorkerPool workers = new(2);
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        ReferenceLayerwise reference = new(spec, trainer.State.Network);
        TrainingPosition position = trainer.State.Position;
        IReadOnlyList<EpochMetrics> metrics = trainer.TakeStep();

        double[] Losses(double sign)
        {
            int[] wrong = [.. Enumerable.Range(0, train.Count).Select(sample => Enumerable.Range(0, train.ClassCount)
                .Where(label => label != train.Labels[sample]).MaxBy(label => sign * Goodness(reference, spec, train, sample, label)))];
            ReferenceBatch batch = new(spec, train, position, wrong);
            double[][] inputs = reference.Inputs(train, batch);
            double[] losses = new double[spec.Layers.Count];
            for (int layer = 0; layer < losses.Length; layer++)
            {
                losses[layer] = reference.Loss(layer, inputs, batch);
                inputs = reference.PassedOn(layer, reference.Activations(layer, inputs, learns: true), batch);
            }

            return losses;
        }

        Assert.All(Losses(sign: 1).Zip(metrics), pair => Assert.Equal(pair.First, pair.Second.Loss, 1e-5));
        Assert.All(Losses(sign: -1).Zip(metrics), pair => Assert.True(Math.Abs(pair.First - pair.Second.Loss) > 1e-3, "The easiest labels would give the same loss, so this shows nothing."));
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("bp-ff")]
    public void Models_whose_steps_compare_no_labels_say_so(string model)
    {
        TrainingSpec spec = ModelTable.Find(model).Defaults with { Negatives = "hardest-of-4" };
        Assert.Equal(
            $"negatives is hardest-of-4, which model {model} does not take; use one of fixed, resampled, hard.",
            Assert.Throws<EngramException>(() => TrainingSpecValidation.Validate(spec)).Message);
    }

    private static double Goodness(ReferenceLayerwise reference, TrainingSpec spec, ImageDataset train, int sample, int label)
    {
        double[][] inputs = [reference.Input(train, sample, label)];
        double sum = 0;
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            double[][] activations = reference.Activations(layer, inputs, learns: false);
            sum += reference.Scores(layer, activations[0])[0];
            inputs = reference.PassedOn(layer, activations, null);
        }

        return sum;
    }

    // How often each label is chosen for images of class 0.
    private static int[] Count(CandidateNegatives policy, int steps, Func<int, float> goodness)
    {
        int[] samples = [.. Enumerable.Range(0, _train.Count).Where(sample => _train.Labels[sample] == 0).SelectMany(sample => Enumerable.Repeat(sample, 20)).Take(100)];
        LabelledBatch batch = Batch(_train, samples);
        NegativeChoice choice = new(policy, _train, seed: 1, samples.Length, (labels, sums) => Fill(labels, sums, goodness));
        int[] counts = new int[Classes];
        for (int step = 0; step < steps; step++)
        {
            choice.Choose(batch, new TrainingPosition(0, 0, step));
            for (int image = 0; image < batch.ImageCount; image++)
            {
                counts[batch.Labels[batch.ImageCount + image]]++;
            }
        }

        return counts;
    }

    private static LabelledBatch Batch(ImageDataset train, int[] samples)
    {
        LabelledBatch batch = new(samples.Length, train.ClassCount);
        batch.Fill(train, samples, new int[train.Count]);
        return batch;
    }

    private static void Fill(ReadOnlySpan<int> labels, Span<float> sums, Func<int, float> goodness)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            sums[row] = goodness(labels[row]);
        }
    }
}
