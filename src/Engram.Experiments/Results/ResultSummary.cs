using System.Text.Json;
using System.Text.Json.Serialization;
using Engram.Analysis.Statistics;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Results;

/// <summary>Means over the finished runs of a sweep; the document of <c>engram results --json</c>.</summary>
/// <param name="Sweep">The sweep's folder.</param>
/// <param name="Statuses">How many runs are finished, running, interrupted and failed.</param>
/// <param name="GroupBy">The keys that runs of a group agree in.</param>
/// <param name="Groups">The groups, in order of their values.</param>
/// <param name="BestBy">What the best settings are chosen by: validationAccuracy where every finished run has one, otherwise testAccuracy.</param>
/// <param name="Best">
/// For each data set and model the settings with the highest mean accuracy. Where they are chosen on the test set, as the
/// paper's are, their accuracy is not an estimate of that on new images.
/// </param>
public sealed record ResultSummary(
    string Sweep,
    IReadOnlyDictionary<string, int> Statuses,
    IReadOnlyList<string> GroupBy,
    IReadOnlyList<ResultGroup> Groups,
    string BestBy,
    IReadOnlyList<ResultGroup> Best)
{
    private const string Seed = "seed";

    /// <summary>Whether the best settings are chosen on validation images.</summary>
    [JsonIgnore]
    public bool IsChosenByValidation => BestBy == Measures.ValidationAccuracy;

    /// <summary>Groups the finished runs.</summary>
    /// <param name="results">The runs.</param>
    /// <param name="groupBy">Spec keys; where there are none, those that differ between runs, the seed left out.</param>
    /// <exception cref="EngramException">There is no such key.</exception>
    public static ResultSummary Of(SweepResults results, IReadOnlyList<string> groupBy)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(groupBy);
        ResultRun[] runs = [.. results.Finished];
        SpecKey[] varied = [.. SpecKeys.Varied(runs.Select(run => run.Spec)).Where(key => key.Name != Seed)];
        SpecKey[] keys = groupBy.Count == 0 ? varied : [.. groupBy.Select(Find)];
        var labels = new SettingsLabels(runs);
        bool isValidated = runs.Length > 0 && runs.All(run => run.Find(Measures.ValidationAccuracy) is not null);
        return new ResultSummary(
            results.Path,
            Enum.GetValues<RunStatus>().ToDictionary(status => $"{status}".ToLowerInvariant(), status => results.Runs.Count(run => run.Status == status)),
            [.. keys.Select(key => key.Name)],
            Group(runs, keys, Label),
            isValidated ? Measures.ValidationAccuracy : Measures.TestAccuracy,
            Choose(runs, varied, labels, group => isValidated ? group.ValidationAccuracy : group.TestAccuracy));

        // The keys that somebody names are all shown; of those that merely differ, some only differ between models.
        string Label(ResultRun run) => groupBy.Count > 0 ? SettingsText.Of(SettingsText.Values(run.Spec, keys)) : labels.Of(run);
    }

    /// <summary>The summary as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ResultsJson.Documents.ResultSummary) + "\n";

    /// <summary>
    /// Chosen by mean accuracy: on validation images where there are any, otherwise on the test, as the paper chose, whose protocol has no validation
    /// set. Among equals the first.
    /// </summary>
    private static ResultGroup[] Choose(ResultRun[] runs, SpecKey[] varied, SettingsLabels labels, Func<ResultGroup, RunStatistics?> accuracy) =>
    [
        .. runs.GroupBy(run => (run.Spec.Data, run.Spec.Training.Model)).Select(model => model
            .GroupBy(run => run.Settings)
            .Select(same => ResultGroup.Of(labels.Of(same.First()), SettingsText.Values(same.First().Spec, [.. Always, .. varied.Except(Always)]), [.. same]))
            .Where(same => accuracy(same) is not null)
            .MaxBy(same => accuracy(same)!.Mean)).OfType<ResultGroup>(),
    ];

    private static SpecKey[] Always { get; } = [SpecKeys.Find("data")!, SpecKeys.Find("model")!];

    private static ResultGroup[] Group(ResultRun[] runs, SpecKey[] keys, Func<ResultRun, string> label) =>
    [
        .. runs.GroupBy(run => string.Join('\n', SettingsText.Values(run.Spec, keys).Values))
            .Select(group => ResultGroup.Of(label(group.First()), SettingsText.Values(group.First().Spec, keys), [.. group])),
    ];

    private static SpecKey Find(string name) => SpecKeys.Find(name) ?? throw new EngramException(
        $"--group-by names the key \"{name}\", which there is not; {NearestName.Hint(name, [.. SpecKeys.All.Select(key => key.Name)])}.");
}
