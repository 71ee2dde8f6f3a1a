using Engram.Labels;
using Engram.Tensors;

namespace Engram.Models;

/// <summary>What an epoch of one layer has added up so far; part of the training state, so that an epoch can be interrupted.</summary>
internal sealed class EpochTotals
{
    /// <summary>Creates empty totals for a layer.</summary>
    public EpochTotals(int unitCount) => ActiveUnits = new ulong[ActiveRows.WordCount(unitCount)];

    public int PositiveCount { get; set; }

    public double LossSum { get; set; }

    public double PositiveGoodnessSum { get; set; }

    public double NegativeGoodnessSum { get; set; }

    /// <summary>Active units summed over positives.</summary>
    public long PositiveActiveSum { get; set; }

    public int SilentSamples { get; set; }

    public double Seconds { get; set; }

    /// <summary>One bit per unit: whether any sample of the epoch has activated it.</summary>
    public ulong[] ActiveUnits { get; }

    /// <summary>Adds the scores that images give to classes: to the true one, and to wrong ones on average.</summary>
    /// <param name="scores">[images, classes].</param>
    /// <param name="batch">The images' labels.</param>
    public void AddClassScores(Matrix scores, LabelledBatch batch)
    {
        for (int image = 0; image < batch.ImageCount; image++)
        {
            float ofLabel = scores.Row(image)[batch.Labels[image]];
            PositiveGoodnessSum += ofLabel;
            NegativeGoodnessSum += (System.Numerics.Tensors.TensorPrimitives.Sum<float>(scores.Row(image)) - ofLabel) / (scores.Columns - 1);
        }
    }

    /// <summary>The epoch's metrics.</summary>
    /// <param name="layerIndex">The layer, or null for a model that is trained as a whole.</param>
    /// <param name="epochIndex">The epoch.</param>
    /// <param name="unitCount">Units of the layer.</param>
    /// <param name="termsPerImage">Terms of the loss that one image contributes: 2 where it gives a positive and a negative sample.</param>
    public EpochMetrics ToMetrics(int? layerIndex, int epochIndex, int unitCount, int termsPerImage = 2) => new()
    {
        LayerIndex = layerIndex,
        EpochIndex = epochIndex,
        Loss = LossSum / ((double)termsPerImage * PositiveCount),
        PositiveGoodness = PositiveGoodnessSum / PositiveCount,
        NegativeGoodness = NegativeGoodnessSum / PositiveCount,
        ActiveFraction = PositiveActiveSum / ((double)PositiveCount * unitCount),
        SilentSamples = SilentSamples,
        DeadUnits = DeadUnits(unitCount),
        Seconds = Seconds,
    };

    /// <summary>Units that no sample of the epoch has activated so far.</summary>
    public int DeadUnits(int unitCount) => unitCount - ActiveUnits.Sum(System.Numerics.BitOperations.PopCount);
}
