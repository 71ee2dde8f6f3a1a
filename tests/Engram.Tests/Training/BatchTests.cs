using Engram.Families.Dense;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

public class BatchTests
{
    [Fact]
    public void Rows_are_positives_by_true_label_and_then_their_negatives()
    {
        ImageDataset data = SyntheticImages.Create(9, classCount: 3);
        int[] wrong = [.. data.Labels.ToArray().Select(label => (label + 1) % 3)];
        LabelledBatch batch = new(9, 3);

        batch.Fill(data, [4, 0, 7, 2, 8], wrong);

        int[] images = [.. new[] { 4, 0, 7, 2, 8 }.OrderBy(sample => data.Labels[sample])];
        Assert.Equal((5, 10), (batch.ImageCount, batch.RowCount));
        Assert.Equal(images, batch.Samples[..5]);
        Assert.Equal([.. images, .. images], batch.RowSamples[..10]);
        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], batch.Images[..10]);
        Assert.Equal([.. images.Select(sample => data.Labels[sample]), .. images.Select(sample => wrong[sample])], batch.Labels[..10]);
        int[] ends = [.. Enumerable.Range(0, 3).Select(label => images.Count(sample => data.Labels[sample] <= label))];
        Assert.Equal(ends, batch.ImageGroupEnds.ToArray());
        Assert.Equal([.. ends, 10], batch.RowGroupEnds);
    }

    [Fact]
    public void Every_pair_has_a_number_while_pairs_are_few_and_true_labels_alone_where_they_are_very_many()
    {
        ImageDataset few = SyntheticImages.Create(4, classCount: 3);
        const int Images = 20_000;
        const int Classes = 1000;
        string[] names = [.. Enumerable.Range(0, Classes).Select(label => $"{label}")];
        ImageDataset many = new("many", new ImageShape(1, 1, 1), new byte[Images], new int[Images], names, few.Normalization);
        Assert.Equal((12, Images), (LabelledBatch.CountNumbers(few), LabelledBatch.CountNumbers(many)));

        LabelledBatch batch = new(1, 3);
        batch.Fill(few, [2], [0, 0, (few.Labels[2] + 1) % 3, 0]);
        Assert.Equal([6 + few.Labels[2], 6 + ((few.Labels[2] + 1) % 3)], [batch.Number(0), batch.Number(1)]);

        LabelledBatch wide = new(1, Classes);
        wide.Fill(many, [19_999], [.. Enumerable.Repeat(999, Images)]);
        Assert.Equal([19_999, LabelledBatch.NoNumber], [wide.Number(0), wide.Number(1)]);
    }

    [Theory]
    [InlineData(10, 4, 3)]
    [InlineData(12, 4, 3)]
    [InlineData(13, 4, 4)]
    [InlineData(1, 4, 1)]
    public void The_last_short_batch_is_a_step_too(int images, int batchSize, int steps)
    {
        ImageDataset train = SyntheticImages.Create(images);
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(new TrainingSpec { Layers = [17], Epochs = 1, BatchSize = batchSize }, train, workers);
        Assert.Equal(steps, trainer.StepsPerEpoch);
        float[] beforeLast = [];
        for (int step = 0; step < steps; step++)
        {
            beforeLast = TrainerProbe.Parameters(trainer.State.Network);
            trainer.TakeStep();
        }

        Assert.True(trainer.IsComplete);
        Assert.NotEqual(beforeLast, TrainerProbe.Parameters(trainer.State.Network));
    }

    [Fact]
    public void An_epoch_shows_every_image_once()
    {
        ImageDataset train = SyntheticImages.Create(23);
        TrainingSpec spec = new() { Layers = [17], BatchSize = 5 };
        List<int> seen = [];
        for (int step = 0; step < 5; step++)
        {
            seen.AddRange(new ReferenceBatch(spec, train, new TrainingPosition(0, 3, step), new int[23]).Rows.Where(row => row.Positive).Select(row => row.Sample));
        }

        Assert.Equal(Enumerable.Range(0, 23), seen.Order());
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_all_the_data()
    {
        ImageDataset train = SyntheticImages.Create(10);
        TrainingSpec spec = new() { Layers = [17, 18], Epochs = 3, BatchSize = 10 };
        TrainerProbe.RequireEqual(
            TrainerProbe.Complete(spec, train),
            TrainerProbe.Complete(spec with { BatchSize = 65_536 }, train));
    }

    [Fact]
    public void A_single_image_can_be_learned()
    {
        ImageDataset train = SyntheticImages.Create(1);
        TrainingState state = TrainerProbe.Complete(new TrainingSpec { Layers = [17], Epochs = 60 }, train);
        Assert.True(state.History[^1].PositiveGoodness > state.History[0].PositiveGoodness);
        Assert.True(state.History[^1].Loss < 0.7 * state.History[0].Loss);
    }

    [Fact]
    public void Metrics_of_an_epoch_are_those_of_double_precision()
    {
        ImageDataset train = SyntheticImages.Create(30);
        TrainingSpec spec = new() { Layers = [40], Epochs = 1, BatchSize = 30 };
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        DenseLayer layer = trainer.State.Dense.Layers[0];
        Silence(layer, train);
        ReferenceNetwork reference = new(trainer.State.Dense);
        EpochMetrics metrics = trainer.TakeStep().Single();
        double[][] positive = [.. Enumerable.Range(0, 30).Select(sample => reference.AllActivations(train, sample, train.Labels[sample])[0])];
        double[][] negative = [.. Enumerable.Range(0, 30).Select(sample => reference.AllActivations(train, sample, trainer.State.WrongLabels[sample])[0])];

        Assert.Equal(positive.Average(reference.GoodnessOf), metrics.PositiveGoodness, 1e-6);
        Assert.Equal(negative.Average(reference.GoodnessOf), metrics.NegativeGoodness!.Value, 1e-6);
        Assert.Equal(positive.Average(row => row.Count(value => value > 0)) / 40, metrics.ActiveFraction, 1e-9);
        Assert.Equal(positive.Count(row => row.All(value => value == 0)), metrics.SilentSamples);
        Assert.Equal(Enumerable.Range(0, 40).Count(unit => positive.Concat(negative).All(row => row[unit] == 0)), metrics.DeadUnits);
        Assert.True(metrics.DeadUnits is > 0 and < 40, $"{metrics.DeadUnits} dead units show nothing.");
        Assert.True(metrics.SilentSamples is > 0 and < 30, $"{metrics.SilentSamples} silent samples show nothing.");
        Assert.True(metrics.Seconds > 0);
    }

    // Half of the units are silent for every image, and all are for images of one class: its label pushes them below zero.
    private static void Silence(DenseLayer layer, ImageDataset train)
    {
        layer.Bias.Row(0)[..20].Fill(-10);
        layer.Weights.SetRow(train.Labels[0], Enumerable.Repeat(-50f, layer.OutputSize).ToArray());
    }
}
