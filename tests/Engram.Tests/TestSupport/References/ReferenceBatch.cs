using Engram.Families;
using Engram.Models;

namespace Engram.Tests.TestSupport.References;

/// <summary>
/// The rows of one training step as the method defines them: the shuffled images of the batch, ordered by true label,
/// first all with their true labels, then, for models with negatives, all with their wrong ones.
/// </summary>
internal sealed class ReferenceBatch
{
    private readonly TrainingSpec _spec;
    private readonly TrainingPosition _position;

    public ReferenceBatch(TrainingSpec spec, ImageDataset train, TrainingPosition position, ReadOnlySpan<int> wrongLabels)
    {
        _spec = spec;
        _position = position;
        int[] order = [.. Enumerable.Range(0, train.Count)];
        RandomStream.For(spec.Seed, RandomPurpose.SampleOrder, position.LayerIndex, position.EpochIndex).Shuffle(order);
        int size = Math.Min(spec.BatchSize, train.Count);
        int[] trueLabels = train.Labels.ToArray();
        int[] images = [.. order.Skip(position.StepIndex * size).Take(size).OrderBy(sample => trueLabels[sample])];
        int[] wrong = wrongLabels.ToArray();
        Rows =
        [
            .. images.Select(sample => (sample, (int)trueLabels[sample], true)),
            .. images.Where(_ => ModelTable.Find(spec.Model).Traits.HasNegatives).Select(sample => (sample, (int)wrong[sample], false)),
        ];
    }

    public IReadOnlyList<(int Sample, int Label, bool Positive)> Rows { get; }

    /// <summary>What dropout multiplies a row's activations with: 0, or 1 / (1 − p).</summary>
    public double[] DropoutMask(int layer, int row, int unitCount)
    {
        RandomStream random = RandomStream.For(
            _spec.Seed, RandomPurpose.Dropout, layer, _position.EpochIndex, _position.StepIndex, row);
        double[] mask = new double[unitCount];
        for (int unit = 0; unit < unitCount; unit++)
        {
            mask[unit] = _spec.Dropout > 0 && random.NextFloat() < _spec.Dropout ? 0 : 1 / (1.0 - _spec.Dropout);
        }

        return mask;
    }
}
