using Engram.Kernels;

namespace Engram.Training;

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

    public EpochMetrics ToMetrics(int? layerIndex, int epochIndex, int unitCount) => new()
    {
        LayerIndex = layerIndex,
        EpochIndex = epochIndex,
        Loss = LossSum / (2.0 * PositiveCount),
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
