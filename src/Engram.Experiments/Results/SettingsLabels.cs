namespace Engram.Experiments.Results;

/// <summary>What sets the settings of runs apart: the model, and the keys that differ between runs of that model.</summary>
/// <param name="runs">All runs that are shown together.</param>
internal sealed class SettingsLabels(IEnumerable<ResultRun> runs)
{
    private readonly Dictionary<string, SpecKey[]> _shown = runs
        .GroupBy(run => run.Spec.Training.Model)
        .ToDictionary(model => model.Key, model => SpecKeys.All.Where(key => IsShown(key, model)).ToArray());

    /// <summary>The label of a run: ff, learningRate 0.01.</summary>
    public string Of(ResultRun run) => SettingsText.Of(SettingsText.Values(run.Spec, _shown[run.Spec.Training.Model]));

    private static bool IsShown(SpecKey key, IEnumerable<ResultRun> ofModel) =>
        key.Name == "model" || (key.Name != "seed" && ofModel.Select(run => key.Read(run.Spec)).Distinct().Count() > 1);
}
