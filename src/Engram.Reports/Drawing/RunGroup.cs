using Engram.Analysis;
using Engram.Analysis.Statistics;
using Engram.Experiments.Analyses;

namespace Engram.Reports.Drawing;

/// <summary>Runs that differ in their seed only.</summary>
/// <param name="Model">Name of the model in files.</param>
/// <param name="Label">What people call the group: the model, with a number where a model has several groups.</param>
/// <param name="Difference">The settings that set the group apart from the others of its model; empty where there are none.</param>
/// <param name="Style">Color and marker of the group in every figure.</param>
/// <param name="Runs">The runs, lowest seed first.</param>
internal sealed record RunGroup(string Model, string Label, string Difference, GroupStyle Style, IReadOnlyList<FinishedRun> Runs)
{
    /// <summary>The run that stands for the group where only one can be shown.</summary>
    public FinishedRun Shown => Runs[0];

    /// <summary>The representations, over correctly classified images, of the shown run.</summary>
    public IReadOnlyList<LayerRepresentation> Layers => Shown.Analysis.Correct.Layers;

    /// <summary>A measure over the group's runs; null where no run has it.</summary>
    public RunStatistics? Over(Func<FinishedRun, double?> measure) => RunMeans.Of(Runs.Select(measure));

    /// <summary>A measure of one layer over the group's runs; null where no run has it.</summary>
    public RunStatistics? OverLayer(int layerIndex, Func<LayerRepresentation, double?> measure) => Over(run =>
        layerIndex < run.Analysis.Correct.Layers.Count ? measure(run.Analysis.Correct.Layers[layerIndex]) : null);
}
