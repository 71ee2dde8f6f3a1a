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

    private readonly HashSet<(int LayerIndex, string Reason)> _raised = [];

    /// <summary>Warnings that the epoch gives rise to, one sentence each.</summary>
    public IEnumerable<string> Check(EpochMetrics metrics) => metrics.LayerIndex is { } layer
        ? Check(layer, metrics.SilentSamples, metrics.DeadUnits, metrics.EpochIndex)
        : metrics.Layers.SelectMany((activity, index) => Check(index, activity.SilentSamples, activity.DeadUnits, metrics.EpochIndex));

    private IEnumerable<string> Check(int layer, int silentSamples, int deadUnits, int epochIndex)
    {
        if (silentSamples > SilentLimit * positiveSampleCount && _raised.Add((layer, "silent")))
        {
            yield return $"Layer {layer + 1} is silent for {silentSamples} of {positiveSampleCount} positive samples in epoch {epochIndex + 1}; a lower learning rate or threshold may keep it alive.";
        }

        if (deadUnits > DeadLimit * spec.Layers[layer] && _raised.Add((layer, "dead")))
        {
            yield return $"Layer {layer + 1} has {deadUnits} dead units of {spec.Layers[layer]} in epoch {epochIndex + 1}; a lower learning rate or threshold may keep them alive.";
        }
    }
}
