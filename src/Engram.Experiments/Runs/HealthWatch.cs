using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Models;
using Engram.Objectives.Losses;

namespace Engram.Experiments.Runs;

/// <summary>
/// Raises an alarm when a layer stops carrying information, once per layer and reason. It reads training metrics
/// only and changes nothing.
/// </summary>
internal sealed class HealthWatch(TrainingSpec spec, int imageCount)
{
    /// <summary>Share of images, of positive ones where there are negatives, that may be silent.</summary>
    private const double SilentLimit = 0.5;

    /// <summary>Share of units that may be dead.</summary>
    private const double DeadLimit = 0.9;

    private readonly Model _model = ModelTable.Find(spec.Model);

    private readonly HashSet<(int LayerIndex, string Reason)> _raised = [];

    /// <summary>Warnings that the epoch gives rise to, one sentence each.</summary>
    public IEnumerable<string> Check(EpochMetrics metrics) => metrics.LayerIndex is { } layer
        ? Check(layer, metrics.SilentSamples, metrics.DeadUnits, metrics.EpochIndex)
        : metrics.Layers.SelectMany((activity, index) => Check(index, activity.SilentSamples, activity.DeadUnits, metrics.EpochIndex));

    // A threshold pulls goodness down; batch normalization keeps every drive about its shift, whatever the weights become.
    private string Remedy => Uses("threshold") && (!Uses("loss") || PairLosses.Find(spec.Loss).UsesThreshold) ? "a lower learning rate or threshold"
        : Uses("batchNormalization") && !spec.BatchNormalization ? "a lower learning rate or batchNormalization"
        : "a lower learning rate";

    private bool Uses(string key) => SpecKeys.Find(key)!.IsUsedBy(_model);

    private IEnumerable<string> Check(int layer, int silentSamples, int deadUnits, int epochIndex)
    {
        if (silentSamples > SilentLimit * imageCount && _raised.Add((layer, "silent")))
        {
            yield return $"Layer {layer + 1} is silent for {silentSamples} of {imageCount} {(_model.Traits.HasNegatives ? "positive samples" : "images")} in epoch {epochIndex + 1}; {Remedy} may keep it alive.";
        }

        if (deadUnits > DeadLimit * spec.Layers[layer] && _raised.Add((layer, "dead")))
        {
            yield return $"Layer {layer + 1} has {deadUnits} dead {_model.Traits.UnitName}s of {spec.Layers[layer]} in epoch {epochIndex + 1}; {Remedy} may keep them alive.";
        }
    }
}
