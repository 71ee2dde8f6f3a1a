using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>Gathers the runs of a sweep and refuses two that are the same, or have the same name.</summary>
/// <param name="place">Where two runs are blamed that differ in nothing a file varies.</param>
internal sealed class RunCollector(YamlPlace place)
{
    private readonly List<PlannedRun> _runs = [];
    private readonly Dictionary<string, (int Number, IReadOnlyList<SpecValue> Values)> _specs = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<PlannedRun> Runs => _runs;

    /// <exception cref="EngramException">The run is there already.</exception>
    public void Add(PlannedRun run, IReadOnlyList<SpecValue> values)
    {
        if (!_specs.TryAdd(SpecFile.Format(run.Spec), (_runs.Count + 1, values)))
        {
            var (number, earlier) = _specs[SpecFile.Format(run.Spec)];
            YamlPlace blamed = values.Except(earlier).Concat(values).Select(value => value.Place).FirstOrDefault(place);
            throw blamed.Fault($"run {_runs.Count + 1} is the same as run {number} ({run.Name}); ask for it once");
        }

        if (!_names.Add(run.Name))
        {
            throw place.Fault($"two different runs would both be called {run.Name}; vary fewer keys at once");
        }

        _runs.Add(run);
    }
}
