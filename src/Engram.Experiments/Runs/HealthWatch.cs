using Engram.Training;

namespace Engram.Experiments.Runs;

/// <summary>
/// Raises an alarm when a layer stops carrying information, once per layer and reason. It reads training metrics
/// only and changes nothing.
/// </summary>
internal sealed class HealthWatch(TrainingSpec spec, int positiveSampleCount)
{
    /// <summary>Share of positive samples that may be silent.</summary>
    private const double SilentLimit = 0.5;

    /// <summary>Share of units that may be dead.</summary>
    private const double DeadLimit = 0.9;

    private readonly HashSet<(int? LayerIndex, string Reason)> _raised = [];

    /// <summary>Warnings that the epoch gives rise to, one sentence each.</summary>
    public IEnumerable<string> Check(EpochMetrics metrics)
    {
        string layer = metrics.LayerIndex is { } index ? $"Layer {index + 1}" : "The network";
        int unitCount = metrics.LayerIndex is { } layerIndex ? spec.Layers[layerIndex] : spec.Layers.Sum();
        if (metrics.SilentSamples > SilentLimit * positiveSampleCount && _raised.Add((metrics.LayerIndex, "silent")))
        {
            yield return $"{layer} is silent for {metrics.SilentSamples} of {positiveSampleCount} positive samples in epoch {metrics.EpochIndex + 1}; a lower learning rate or threshold may keep it alive.";
        }

        if (metrics.DeadUnits > DeadLimit * unitCount && _raised.Add((metrics.LayerIndex, "dead")))
        {
            yield return $"{layer} has {metrics.DeadUnits} dead units of {unitCount} in epoch {metrics.EpochIndex + 1}; a lower learning rate or threshold may keep them alive.";
        }
    }
}
