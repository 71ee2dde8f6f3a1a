using Engram.Experiments.Specs;

namespace Engram.Experiments.Results;

/// <summary>What sets the settings of runs apart: the model, and the keys that differ between runs of that model.</summary>
/// <param name="runs">All runs that are shown together.</param>
internal sealed class SettingsLabels(IEnumerable<ResultRun> runs)
{
    private readonly Dictionary<string, SpecKey[]> _shown = runs
        .GroupBy(run => run.Spec.Training.Model)
        .ToDictionary(model => model.Key, Shown);

    /// <summary>The label of a run: ff, learningRate 0.01.</summary>
    public string Of(ResultRun run) => SettingsText.Of(SettingsText.Values(run.Spec, _shown[run.Spec.Training.Model]));

    private static SpecKey[] Shown(IEnumerable<ResultRun> ofModel) =>
        [SpecKeys.Find("model")!, .. SpecKeys.Varied(ofModel.Select(run => run.Spec)).Where(key => key.Name != "seed")];
}
