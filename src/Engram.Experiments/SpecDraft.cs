using Engram.Training;

namespace Engram.Experiments;

/// <summary>
/// Values of spec keys as they are given, in files and as options. The model decides which keys there are and what the
/// defaults of the others are, wherever it is named, so the spec is made when all values are there.
/// </summary>
public sealed class SpecDraft
{
    private readonly List<(SpecKey Key, string Text, string ShownName)> _values = [];

    /// <summary>Adds a value; a later one of the same key wins.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The value as text.</param>
    /// <param name="shownName">How messages name the key: with file and line, or as an option.</param>
    public void Add(SpecKey key, string text, string shownName) => _values.Add((key, text, shownName));

    /// <summary>The spec: the model's defaults with all values.</summary>
    /// <exception cref="EngramException">A value is not legal, or the model has no use for a key.</exception>
    public RunSpec ToSpec()
    {
        RunSpec named = _values.Where(value => value.Key.Name == "model").Aggregate(new RunSpec(), Write);
        TrainingModel model = TrainingModels.Find(named.Training.Model);
        if (_values.FirstOrDefault(value => !value.Key.IsUsedBy(model)) is { Key: { } unused } misplaced)
        {
            throw new EngramException(
                $"{misplaced.ShownName} is {misplaced.Text}, but model {model} does not use {unused.Name}; leave it out, or choose model {string.Join(" or ", TrainingModels.All.Where(unused.IsUsedBy))}.");
        }

        return _values.Aggregate(new RunSpec { Training = model.Defaults }, Write);
    }

    private static RunSpec Write(RunSpec spec, (SpecKey Key, string Text, string ShownName) value) =>
        value.Key.Write(spec, value.Text, value.ShownName);
}
