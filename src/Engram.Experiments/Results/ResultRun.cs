using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Results;

/// <summary>A run of a sweep as its folder shows it.</summary>
/// <param name="Name">Name of the run.</param>
/// <param name="Spec">What was trained.</param>
/// <param name="Status">How far it has come: running, interrupted, finished or failed.</param>
/// <param name="Values">What was measured, in order.</param>
public sealed record ResultRun(string Name, RunSpec Spec, RunStatus Status, IReadOnlyList<ResultValue> Values)
{
    /// <summary>All settings but the seed, as one text: runs that share it are repetitions of each other.</summary>
    public string Settings { get; } = SpecFile.Format(Spec with { Training = Spec.Training with { Seed = 0 } });

    /// <summary>A measure; null where the run does not have it.</summary>
    /// <param name="measure">Name of the measure.</param>
    /// <param name="layerNumber">Number of the layer, from 1; null for the whole network.</param>
    public double? Find(string measure, int? layerNumber = null) =>
        Values.FirstOrDefault(value => value.Measure == measure && value.LayerNumber == layerNumber)?.Value;
}

/// <summary>One measured value.</summary>
/// <param name="LayerNumber">Number of the layer, from 1; null for the whole network.</param>
/// <param name="Measure">Name of the measure, such as testAccuracy.</param>
/// <param name="Value">The value.</param>
public sealed record ResultValue(int? LayerNumber, string Measure, double Value);
